#pragma once

#include "core/doctor/finding_list.h"
#include "core/doctor/picture_survey.h"

namespace vlmo {

/// Pictures that are missing or unreadable, small or long; that are there twice, in two splits, or in two classes.
void checkPictures(const Dataset& dataset, const PictureIndex& index, const std::vector<PictureFacts>& facts,
                   const CheckOptions& options, FindingList& findings);

} // namespace vlmo
