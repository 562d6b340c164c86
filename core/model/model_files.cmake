# The files of a model: configuration, folder, import. No torch in here, hence a target of its own beside the modules.
set(sources 
  beit.cpp
  config.cpp
  config_hints.cpp
  config_json.cpp
  expected_tensors.cpp
  fit_weights.cpp
  import.cpp
  infer_config.cpp
  json_fields.cpp
  lines.cpp
  model_folder.cpp
  nearest_name.cpp
  normalise_answer.cpp
  tensor_names.cpp
  vqa_answers.cpp)
set(headers 
  beit.h
  config.h
  config_hints.h
  import.h
  infer_config.h
  json_fields.h
  lines.h
  model_folder.h
  nearest_name.h
  tensor_names.h
  vqa_answers.h)
list(TRANSFORM sources PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
list(TRANSFORM headers PREPEND ${CMAKE_CURRENT_LIST_DIR}/)
vlmo_add_library(model_files SOURCES ${sources} HEADERS ${headers} PUBLIC vlmo::base vlmo::checkpoint)
