// Files of annotations that were good and then had bytes changed, or were cut: whatever is in them, every reader of
// JSON reads them, or refuses them with a sentence.

#include "tests/plugins/plugin_folder.h"

#include "core/base/random.h"

using namespace vlmo;
using namespace vlmo::test;

namespace {

struct Good {
    const char* importer;
    const char* file;
    const char* content;
};

constexpr Good goodFiles[] = {
    {"coco-captions", "captions.json",
     R"({"images": [{"file_name": "a.png", "id": 1}], "annotations": [{"image_id": 1, "caption": "an a"}]})"},
    {"karpathy", "dataset_coco.json",
     R"({"images": [{"filepath": ".", "filename": "a.png", "split": "restval", "sentences": [{"raw": "an a"}]}]})"},
    {"vqav2", "questions.json",
     R"({"data_subtype": "x", "questions": [{"image_id": 7, "question_id": 1, "question": "what?"}]})"},
    {"nlvr2", "train.json",
     R"({"identifier": "p-0", "sentence": "two", "label": "True", "directory": 1}
{"identifier": "p-1", "sentence": "one", "label": "False"})"},
    {"json-list", "list.json",
     R"([{"image": "a.png", "captions": ["an a"], "questions": [{"question": "q", "answers": [1]}]}])"},
    {"json-list", "lines.jsonl", "{\"image\": \"a.png\", \"label\": 3}\n{\"image\": \"a.png\", \"text\": \"an a\"}\n"},
    {"image-folder", "metadata.jsonl", "{\"file_name\": \"a.png\", \"text\": \"an a\"}\n"},
};

class DamagedAnnotations : public PluginFolder, public ::testing::WithParamInterface<Good> {
protected:
    DamagedAnnotations()
    {
        for (const char* picture : {"a.png", "p-img0.png", "p-img1.png", "000000000007.jpg"})
            folder.write(picture, "x");
    }
};

std::string damaged(std::string content, Random& random)
{
    constexpr std::string_view odd = "\"{}[],:\\0-e\xFF\n ";
    for (std::uint64_t change = random.below(4); change-- > 0;)
        content[random.below(content.size())] =
            random.chance(0.6) ? odd[random.below(odd.size())] : static_cast<char>(random.below(256));
    if (random.chance(0.2))
        content.resize(random.below(content.size() + 1));
    return content;
}

} // namespace

TEST_P(DamagedAnnotations, AreReadOrRefusedWithASentence)
{
    const Good& good = GetParam();
    const std::string path = good.importer == std::string("image-folder") ? "" : good.file;
    Random random(17);
    std::size_t readable = 0;
    constexpr std::size_t rounds = 300;
    for (std::size_t round = 0; round < rounds; ++round) {
        const std::string content = damaged(good.content, random);
        folder.write(good.file, content);
        try {
            const Dataset dataset = open(path, {good.importer, {}});
            EXPECT_FALSE(dataset.records.empty() && dataset.statements.empty()) << content;
            for (const Record& record : dataset.records)
                EXPECT_TRUE(std::filesystem::is_regular_file(record.image)) << content;
            ++readable;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::BadInput) << error.what() << '\n' << content;
        }
    }
    EXPECT_GT(readable, rounds / 20);
}

INSTANTIATE_TEST_SUITE_P(OfEveryReader, DamagedAnnotations, ::testing::ValuesIn(goodFiles), [](const auto& one) {
    std::string name;
    for (const char letter : std::string(one.param.importer) + one.param.file)
        name += (letter >= 'a' && letter <= 'z') ? std::string(1, letter) : "";
    return name;
});
