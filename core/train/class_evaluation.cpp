#include "core/train/class_evaluation.h"

#include "core/base/error.h"
#include "core/train/evaluation_work.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace vlmo {
namespace {

constexpr std::size_t kAmong = 5;

struct Named {
    const Record* record = nullptr;
    std::size_t truth = 0;
    std::size_t given = 0;
    double confidence = 0.0;
    bool isAmongFive = false;
};

std::vector<const Record*> recordsOf(const Dataset& dataset, const ClassOptions& options)
{
    std::vector<std::string> splits;
    std::vector<const Record*> chosen;
    for (const Record& record : dataset.records) {
        splits.push_back(record.split);
        if (record.split == options.split && !record.category.empty())
            chosen.push_back(&record);
    }
    requireSplit(dataset, options.split, splits);
    if (chosen.empty())
        throw Error(ErrorKind::InvalidArgument,
                    "no picture of split '" + options.split + "' of data set " + dataset.name + " has a class");
    if (options.batch == 0)
        throw Error(ErrorKind::InvalidArgument, "a batch of 0 pictures makes no progress");
    return chosen;
}

/// The pictures whose class the model knows.
std::vector<Named> known(const std::vector<const Record*>& records, const ClassModel& model, EvaluationWork& work)
{
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < model.classes.size(); ++i)
        places.emplace(model.classes[i], i);
    std::vector<Named> pictures;
    for (const Record* record : records) {
        if (const auto place = places.find(record->category); place != places.end())
            pictures.push_back({record, place->second, 0, 0.0, false});
        else
            work.skip(record->image.string(), "the model knows no class '" + record->category + "'");
    }
    if (pictures.empty())
        throw Error(ErrorKind::Incompatible, "the model knows none of the classes of this data set, such as '" +
                                                 records.front()->category + "'");
    return pictures;
}

void note(Named& picture, const std::vector<float>& probabilities, std::size_t classes)
{
    if (probabilities.size() != classes)
        throw Error(ErrorKind::Internal, "the model gave " + std::to_string(probabilities.size()) +
                                             " probabilities for " + std::to_string(classes) + " classes");
    const auto best = std::max_element(probabilities.begin(), probabilities.end());
    picture.given = static_cast<std::size_t>(best - probabilities.begin());
    picture.confidence = static_cast<double>(*best);
    // Ties count against the model.
    const float own = probabilities[picture.truth];
    const auto above =
        std::count_if(probabilities.begin(), probabilities.end(), [own](float other) { return !(other < own); });
    picture.isAmongFive = std::cmp_less_equal(above, kAmong);
}

void nameAll(const ClassModel& model, std::vector<Named>& pictures, const ClassOptions& options, EvaluationWork& work)
{
    std::vector<std::filesystem::path> files;
    for (const Named& picture : pictures)
        files.push_back(picture.record->image);
    DecodeOptions decoding;
    decoding.strict = options.strictPixels;
    PictureFeed feed(std::move(files), decoding, model.prepare, 2 * options.batch);

    std::vector<RgbImage> batch;
    std::vector<Named> waiting, done;
    const auto ask = [&] {
        if (batch.empty())
            return;
        const auto probabilities = model.classify(batch);
        if (probabilities.size() != batch.size())
            throw Error(ErrorKind::Internal, "the model named " + std::to_string(probabilities.size()) + " of " +
                                                 std::to_string(batch.size()) + " pictures");
        for (std::size_t i = 0; i < waiting.size(); ++i)
            note(waiting[i], probabilities[i], model.classes.size());
        work.advance(waiting.size(), waiting.back().record->image.filename().string());
        std::move(waiting.begin(), waiting.end(), std::back_inserter(done));
        waiting.clear();
        batch.clear();
    };
    while (auto picture = feed.next()) {
        work.endIfAsked();
        const Named& named = pictures[picture->index];
        if (!picture->image) {
            work.skip(named.record->image.string(), picture->problem);
            work.advance(1, named.record->image.filename().string());
            continue;
        }
        waiting.push_back(named);
        batch.push_back(std::move(*picture->image));
        if (batch.size() == options.batch)
            ask();
    }
    ask();
    if (done.empty())
        throw Error(ErrorKind::BadInput, "none of the pictures of split '" + options.split +
                                             "' can be read; the last: " + work.skipped().back().reason);
    pictures = std::move(done);
}

std::vector<WrongClass> worstOf(const std::vector<Named>& pictures, const ClassModel& model, std::size_t most)
{
    std::vector<const Named*> wrong;
    for (const Named& picture : pictures) {
        if (picture.given != picture.truth)
            wrong.push_back(&picture);
    }
    std::stable_sort(wrong.begin(), wrong.end(),
                     [](const Named* left, const Named* right) { return left->confidence > right->confidence; });
    wrong.resize(std::min(wrong.size(), most));
    std::vector<WrongClass> mistakes;
    for (const Named* picture : wrong)
        mistakes.push_back({picture->record->image, model.classes[picture->given], model.classes[picture->truth],
                            picture->confidence});
    return mistakes;
}

} // namespace

void requireMeasurable(const Dataset& dataset, const ClassOptions& options)
{
    (void)recordsOf(dataset, options);
}

ClassReport evaluateClasses(const ClassModel& model, const Dataset& dataset, const ClassOptions& options,
                            ProgressObserver* observer, std::stop_token stop)
{
    EvaluationWork work(observer, std::move(stop));
    std::vector<Named> pictures = known(recordsOf(dataset, options), model, work);
    work.expect(pictures.size());
    nameAll(model, pictures, options, work);

    ClassReport report;
    report.split = options.split;
    report.pictures = std::ssize(pictures);
    report.confusion.assign(model.classes.size(), std::vector<std::int64_t>(model.classes.size(), 0));
    for (const std::string& name : model.classes)
        report.classes.push_back({name, 0, 0, 0});
    std::vector<double> right, amongFive;
    for (const Named& picture : pictures) {
        ++report.confusion[picture.truth][picture.given];
        ++report.classes[picture.truth].pictures;
        ++report.classes[picture.given].named;
        report.classes[picture.truth].found += picture.given == picture.truth ? 1 : 0;
        right.push_back(picture.given == picture.truth ? 1.0 : 0.0);
        amongFive.push_back(picture.isAmongFive ? 1.0 : 0.0);
    }
    const auto classes = static_cast<double>(model.classes.size());
    report.accuracy = judge(right, 1.0 / classes);
    report.amongFive = judge(amongFive, std::min(1.0, static_cast<double>(kAmong) / classes));
    for (const ClassScore& each : report.classes)
        report.majority =
            std::max(report.majority, static_cast<double>(each.pictures) / static_cast<double>(pictures.size()));
    report.mistakes = worstOf(pictures, model, options.mistakes);
    report.skipped = std::move(work.skipped());
    report.seconds = work.seconds();
    return report;
}

} // namespace vlmo
