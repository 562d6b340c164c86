#include "core/checkpoint/tensor_file.h"

#include "tests/support/memory_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

using namespace vlmo;
using vlmo::test::MemoryFile;
using vlmo::test::TemporaryFolder;
using vlmo::test::TensorMaker;
using vlmo::test::throwsError;

namespace {

/// The bytes of a safetensors file with this header and so many bytes of data, whether they fit or not.
std::string rawFile(const std::string& header, std::size_t dataSize)
{
    std::string bytes;
    for (int i = 0; i < 8; ++i)
        bytes += static_cast<char>(header.size() >> (8 * i));
    return bytes + header + std::string(dataSize, '\0');
}

void expectRefused(const std::string& header, std::size_t dataSize, const std::string& reason)
{
    const TemporaryFolder folder;
    const auto file = folder.write("lying.safetensors", rawFile(header, dataSize));
    EXPECT_THAT([&] { (void)readSafetensors(file); }, throwsError(ErrorKind::BadInput, reason)) << header;
    EXPECT_THAT([&] { (void)readSafetensors(file); }, throwsError(ErrorKind::BadInput, "lying.safetensors"));
    EXPECT_THAT([&] { (void)readSafetensors(file); }, throwsError(ErrorKind::BadInput, "byte"));
}

} // namespace

TEST(WritingSafetensors, KeepsNamesShapesTypesValuesAndMetadata)
{
    const TemporaryFolder folder;
    TensorMaker maker;
    maker.floats("weight", {2, 3}, {1, 2, 3, 4, 5, 6.5F});
    maker.floats("scalar", {}, {-0.25F});
    maker.add<std::int64_t>("ids", DType::I64, {3}, {1, -2, 3});
    maker.add<std::uint8_t>("mask", DType::Bool, {3}, {1, 0, 1});
    maker.floats("empty", {0, 4}, {});
    writeSafetensors(folder / "model.safetensors", maker.tensors(), {{"format", "pt"}});

    const TensorFile file = readSafetensors(folder / "model.safetensors");
    EXPECT_EQ(file.tensors.size(), 5U);
    EXPECT_EQ(file.metadata.at("format"), "pt");
    EXPECT_EQ(file.at("weight").shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(file.floats("weight"), (std::vector<float>{1, 2, 3, 4, 5, 6.5F}));
    EXPECT_EQ(file.floats("scalar"), std::vector<float>{-0.25F});
    EXPECT_EQ(file.at("ids").dtype, DType::I64);
    EXPECT_EQ(file.floats("ids"), (std::vector<float>{1, -2, 3}));
    EXPECT_EQ(file.floats("mask"), (std::vector<float>{1, 0, 1}));
    EXPECT_TRUE(file.floats("empty").empty());
}

TEST(WritingSafetensors, AlignsTheDataForEveryType)
{
    const TemporaryFolder folder;
    TensorMaker maker;
    maker.add<std::uint8_t>("a", DType::U8, {3}, {1, 2, 3});
    maker.add<std::int64_t>("b", DType::I64, {1}, {7});
    maker.floats("c", {1}, {1});
    writeSafetensors(folder / "x.safetensors", maker.tensors());

    const TensorFile file = readSafetensors(folder / "x.safetensors");
    for (const auto& [name, tensor] : file.tensors)
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(tensor.bytes.data()) % sizeOf(tensor.dtype), 0U) << name;
}

TEST(WritingSafetensors, GivesTheSameBytesForTheSameTensors)
{
    const TemporaryFolder folder;
    TensorMaker maker;
    maker.floats("b", {1}, {1}).floats("a", {1}, {2});
    writeSafetensors(folder / "one", maker.tensors());
    writeSafetensors(folder / "two", maker.tensors());
    std::ifstream one(folder / "one", std::ios::binary);
    std::ifstream two(folder / "two", std::ios::binary);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(one), {}),
              std::string(std::istreambuf_iterator<char>(two), {}));
}

TEST(WritingSafetensors, RefusesBytesThatDoNotFitTheShape)
{
    const TemporaryFolder folder;
    TensorMaker maker;
    maker.floats("weight", {3}, {1, 2});
    EXPECT_THAT([&] { writeSafetensors(folder / "x", maker.tensors()); },
                throwsError(ErrorKind::InvalidArgument, "weight"));
    EXPECT_FALSE(std::filesystem::exists(folder / "x"));
}

TEST(WritingSafetensors, RefusesANameThatIsNotUtf8)
{
    const TemporaryFolder folder;
    TensorMaker maker;
    maker.floats("\xff", {1}, {1});
    EXPECT_THAT([&] { writeSafetensors(folder / "x", maker.tensors()); },
                throwsError(ErrorKind::InvalidArgument, "UTF-8"));
}

TEST(ReadingNumbers, ConvertsHalfPrecisionExactly)
{
    const TemporaryFolder folder;
    TensorMaker maker;
    // One, minus two, largest, smallest subnormal, largest subnormal, zeros, infinity, not a number.
    maker.add<std::uint16_t>("half", DType::F16, {9},
                             {0x3C00, 0xC000, 0x7BFF, 0x0001, 0x03FF, 0x0000, 0x8000, 0x7C00, 0x7E00});
    maker.add<std::uint16_t>("brain", DType::BF16, {3}, {0x3F80, 0xC000, 0x7F80});
    maker.add<double>("double", DType::F64, {1}, {0.1});
    writeSafetensors(folder / "x", maker.tensors());

    const TensorFile file = readSafetensors(folder / "x");
    const std::vector<float> half = file.floats("half");
    EXPECT_EQ(half[0], 1.0F);
    EXPECT_EQ(half[1], -2.0F);
    EXPECT_EQ(half[2], 65504.0F);
    EXPECT_EQ(half[3], 0x1p-24F);
    EXPECT_EQ(half[4], 1023 * 0x1p-24F);
    EXPECT_EQ(half[5], 0.0F);
    EXPECT_TRUE(std::signbit(half[6]) && half[6] == 0.0F);
    EXPECT_EQ(half[7], std::numeric_limits<float>::infinity());
    EXPECT_TRUE(std::isnan(half[8]));
    EXPECT_EQ(file.floats("brain"), (std::vector<float>{1.0F, -2.0F, std::numeric_limits<float>::infinity()}));
    EXPECT_EQ(file.floats("double"), std::vector<float>{0.1F});
}

TEST(ReadingNumbers, NamesTheTensorAndTheFileWhenItIsMissing)
{
    const TemporaryFolder folder;
    writeSafetensors(folder / "x.safetensors", {});
    const TensorFile file = readSafetensors(folder / "x.safetensors");
    EXPECT_THAT([&] { (void)file.at("cls_token"); }, throwsError(ErrorKind::Incompatible, "cls_token"));
    EXPECT_THAT([&] { (void)file.floats("cls_token"); }, throwsError(ErrorKind::Incompatible, "x.safetensors"));
}

TEST(ReadingSafetensors, OutlivesTheTensorFileItWasReadInto)
{
    const TemporaryFolder folder;
    TensorMaker maker;
    maker.floats("a", {1}, {3});
    writeSafetensors(folder / "x", maker.tensors());
    TensorFile copy;
    {
        const TensorFile file = readSafetensors(folder / "x");
        copy = file;
    }
    EXPECT_EQ(copy.floats("a"), std::vector<float>{3});
}

TEST(ReadingSafetensors, NamesAFileThatIsMissing)
{
    const TemporaryFolder folder;
    EXPECT_THAT([&] { (void)readSafetensors(folder / "nowhere"); }, throwsError(ErrorKind::NotFound, "nowhere"));
}

TEST(ReadingSafetensors, RefusesAFolderAndADevice)
{
    const TemporaryFolder folder;
    EXPECT_THAT([&] { (void)readSafetensors(folder.path()); }, throwsError(ErrorKind::BadInput, "folder"));
    EXPECT_THAT([&] { (void)readSafetensors("/dev/zero"); }, throwsError(ErrorKind::BadInput, "/dev/zero"));
}

TEST(ReadingSafetensors, RefusesEveryTruncationOfAGoodFile)
{
    const TemporaryFolder folder;
    TensorMaker maker;
    maker.floats("a", {4}, {1, 2, 3, 4}).add<std::int64_t>("b", DType::I64, {1}, {1});
    writeSafetensors(folder / "good", maker.tensors());
    std::ifstream stream(folder / "good", std::ios::binary);
    const std::string good((std::istreambuf_iterator<char>(stream)), {});
    for (std::size_t size = 0; size < good.size(); ++size) {
        const MemoryFile file(good.substr(0, size));
        EXPECT_THAT([&] { (void)readSafetensors(file.path()); }, throwsError(ErrorKind::BadInput, file.path().string()))
            << size;
    }
}

TEST(ReadingSafetensors, RefusesBytesAfterTheLastTensor)
{
    expectRefused(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", 3, "belong to no tensor");
}

TEST(ReadingSafetensors, RefusesAHeaderLongerThanTheFileOrTheLimit)
{
    const TemporaryFolder folder;
    const auto huge = folder.write("lying", std::string("\xff\xff\xff\xff\xff\xff\xff\xff{}", 10));
    EXPECT_THAT([&] { (void)readSafetensors(huge); }, throwsError(ErrorKind::BadInput, "byte 0"));

    // A sparse file: large on paper, nothing on the disk.
    const auto sparse = folder.write("sparse", std::string("\x00\xe1\xf5\x06\x00\x00\x00\x00{}", 10)); // 116,777,216
    std::filesystem::resize_file(sparse, 200'000'000);
    EXPECT_THAT([&] { (void)readSafetensors(sparse); }, throwsError(ErrorKind::BadInput, "claims a header"));
}

TEST(ReadingSafetensors, RefusesARangeBeyondTheData)
{
    expectRefused(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 4, "data that ends at 4");
    expectRefused(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}})", 8, "claims bytes 8 to 0");
}

TEST(ReadingSafetensors, RefusesAShapeThatDoesNotFitItsRange)
{
    expectRefused(R"({"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8, "shape that does not fit");
    expectRefused(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 0, "does not fit");
    expectRefused(R"({"a":{"dtype":"F32","shape":[0,9223372036854775807,9],"data_offsets":[0,0]}})", 0, "not fit");
}

TEST(ReadingSafetensors, RefusesOverlapsAndGaps)
{
    expectRefused(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                  R"("b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
                  3, "b overlaps");
    expectRefused(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                  R"("b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})",
                  3, "b leaves a gap");
}

TEST(ReadingSafetensors, RefusesANameThatComesTwice)
{
    expectRefused(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                  R"("a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
                  2, "\"a\" twice");
}

TEST(ReadingSafetensors, RefusesAHeaderThatIsNotOne)
{
    expectRefused("", 0, "not valid JSON");
    expectRefused("{", 0, "not valid JSON");
    expectRefused("[]", 0, "list where none belongs");
    expectRefused("7", 0, "number where none belongs");
    expectRefused("null", 0, "null");
    expectRefused(R"({"a":1})", 0, "number");
    expectRefused(R"({"a":{"dtype":"U8","shape":[1]}})", 1, "does not give type, shape");
    expectRefused(R"({"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}})", 1, "number where none belongs");
    expectRefused(R"({"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}})", 1, "negative number -1");
    expectRefused(R"({"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}})", 1, "1.5");
    expectRefused(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}})", 1, "more than two");
    expectRefused(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}})", 1, "two data offsets");
    expectRefused(R"({"a":{"dtype":"U8","shape":[[1]],"data_offsets":[0,1]}})", 1, "list where none belongs");
    expectRefused(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":{}}})", 1, "unknown property \"x\"");
    expectRefused(R"({"a":{"dtype":"Q7","shape":[1],"data_offsets":[0,1]}})", 1, "unknown type \"Q7\"");
    expectRefused(R"({"__metadata__":{"a":{"b":"c"}}})", 0, "nested too deep");
    expectRefused(std::string(100'000, '['), 0, "list where none belongs");
    expectRefused("{\"\xff\":1}", 0, "not valid JSON");
}

TEST(ReadingSafetensors, ListsTypesItHasNoUseFor)
{
    const TemporaryFolder folder;
    const auto file = folder.write("x", rawFile(R"({"a":{"dtype":"U64","shape":[1],"data_offsets":[0,8]}})", 8));
    const TensorFile read = readSafetensors(file);
    EXPECT_TRUE(read.tensors.empty());
    ASSERT_EQ(read.skipped.size(), 1U);
    EXPECT_EQ(read.skipped.front(), "a: numbers of the type U64 are not read");
}

class AShardedModel : public ::testing::Test {
protected:
    AShardedModel()
    {
        TensorMaker one;
        writeSafetensors(folder / "model-1.safetensors", one.floats("a", {1}, {1}).tensors());
        TensorMaker two;
        writeSafetensors(folder / "model-2.safetensors", two.floats("b", {1}, {2}).tensors());
    }

    void writeIndex(const std::string& weightMap) const
    {
        folder.write("model.safetensors.index.json", R"({"metadata":{"total_size":8},"weight_map":)" + weightMap + "}");
    }

    TemporaryFolder folder;
};

TEST_F(AShardedModel, IsReadAsOne)
{
    writeIndex(R"({"a":"model-1.safetensors","b":"model-2.safetensors"})");
    const TensorFile file = readModelFolderTensors(folder.path());
    EXPECT_EQ(file.floats("a"), std::vector<float>{1});
    EXPECT_EQ(file.floats("b"), std::vector<float>{2});
}

TEST_F(AShardedModel, MustHoldWhatItsIndexSays)
{
    writeIndex(R"({"a":"model-1.safetensors","b":"model-1.safetensors"})");
    EXPECT_THAT([&] { (void)readModelFolderTensors(folder.path()); }, throwsError(ErrorKind::BadInput, "tensor b"));
    writeIndex(R"({"b":"model-2.safetensors","c":"model-1.safetensors"})");
    EXPECT_THAT([&] { (void)readModelFolderTensors(folder.path()); }, throwsError(ErrorKind::BadInput, "tensor a"));
    writeIndex(R"({"a":"model-3.safetensors"})");
    EXPECT_THAT([&] { (void)readModelFolderTensors(folder.path()); }, throwsError(ErrorKind::NotFound, "model-3"));
}

TEST_F(AShardedModel, CannotPointOutOfItsFolder)
{
    for (const char* shard : {"../model-1.safetensors", "/etc/passwd", "..", ""}) {
        writeIndex(std::string(R"({"a":")") + shard + "\"}");
        EXPECT_THAT([&] { (void)readModelFolderTensors(folder.path()); },
                    throwsError(ErrorKind::BadInput, "no plain file name"))
            << shard;
    }
}

TEST_F(AShardedModel, NeedsAWellFormedIndex)
{
    for (const char* map : {"[]", "7", "null", R"({"a":1})"}) {
        writeIndex(map);
        EXPECT_THAT([&] { (void)readModelFolderTensors(folder.path()); }, throwsError(ErrorKind::BadInput, "index"));
    }
    folder.write("model.safetensors.index.json", std::string(1'000'000, '['));
    EXPECT_THAT([&] { (void)readModelFolderTensors(folder.path()); }, throwsError(ErrorKind::BadInput, "nested"));
}

TEST(AFolderWithoutWeights, IsNamed)
{
    const TemporaryFolder folder;
    EXPECT_THAT([&] { (void)readModelFolderTensors(folder.path()); },
                throwsError(ErrorKind::NotFound, "model.safetensors"));
}
