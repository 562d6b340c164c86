#include "core/doctor/check_dataset.h"

#include "core/base/error.h"
#include "core/base/paths.h"
#include "core/base/stopwatch.h"
#include "core/doctor/check_answers.h"
#include "core/doctor/check_labels.h"
#include "core/doctor/check_pictures.h"
#include "core/doctor/check_texts.h"
#include "core/doctor/finding_list.h"
#include "core/doctor/picture_survey.h"

#include <algorithm>
#include <utility>

namespace vlmo {
namespace {

void requirePossible(const CheckOptions& options)
{
    const auto require = [](bool isRight, const char* rule) {
        if (!isRight)
            throw Error(ErrorKind::InvalidArgument, rule);
    };
    require(options.longestText >= 3, "a model reads at least one word piece between [CLS] and [SEP]");
    require(options.smallestSide >= 0, "the smallest side of a picture cannot be negative");
    require(options.largestAspect >= 1.0, "the sides of a picture differ by a factor of at least 1");
    require(options.threads >= 0, "the number of threads cannot be negative");
}

SurveyOptions surveyFor(const CheckOptions& options)
{
    SurveyOptions survey;
    survey.decode = options.decode;
    survey.look = options.nearDuplicates;
    survey.threads = options.threads;
    survey.cacheFolder = options.cacheFolder;
    return survey;
}

} // namespace

bool DatasetReport::hasProblem() const noexcept
{
    return std::any_of(findings.begin(), findings.end(),
                       [](const DatasetFinding& finding) { return finding.severity == Severity::Problem; });
}

std::filesystem::path pictureCacheFolder()
{
    return cacheFolder() / "picture-facts";
}

DatasetReport checkDataset(const Dataset& dataset, const CheckOptions& options, ProgressObserver* observer,
                           const std::stop_token& stop)
{
    requirePossible(options);
    const Stopwatch time;
    DatasetReport report;
    FindingList findings(options.examples, options.onItem);
    report.splits = countBySplit(dataset);
    for (const SkippedItem& item : dataset.skipped)
        findings.add(FindingKind::LeftOutByReader, {item.item, "", item.reason});
    checkLabels(dataset, report.splits, findings);
    checkAnswers(dataset, options, findings);
    // Before the pictures, so that a vocabulary that cannot be read shows at once.
    TextCheck texts = checkTexts(dataset, options, findings, observer, stop);
    report.lengths = std::move(texts.lengths);
    report.textsLookedAt = texts.textsLookedAt;

    const PictureIndex index = picturesOf(dataset);
    const PictureSurvey survey =
        surveyPictures(index.files, dataset.folder.string(), surveyFor(options), observer, stop);
    report.pictureFiles = std::ssize(index.files);
    report.remembered = survey.remembered;
    report.cacheProblem = survey.cacheProblem;
    checkPictures(dataset, index, survey.facts, options, findings);
    report.findings = findings.take();
    report.seconds = time.seconds();
    return report;
}

} // namespace vlmo
