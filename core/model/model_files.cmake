# The files of a model: configuration, folder, import. No torch in here, hence a target of its own beside the modules.
set(folder ${CMAKE_CURRENT_LIST_DIR})
vlmo_add_library(model_files
  SOURCES ${folder}/config.cpp ${folder}/config_json.cpp ${folder}/json_fields.cpp ${folder}/model_folder.cpp
          ${folder}/nearest_name.cpp
  HEADERS ${folder}/config.h ${folder}/import.h ${folder}/json_fields.h ${folder}/model_folder.h
          ${folder}/nearest_name.h
  PUBLIC vlmo::base vlmo::checkpoint)
