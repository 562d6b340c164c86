#include "core/train/tensorboard.h"
#include "tests/core/train/runs_support.h"
#include "tests/support/folder_content.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gmock/gmock.h>

#include <bit>
#include <map>
#include <optional>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
namespace fs = std::filesystem;

namespace {

// A reader written from the formats' descriptions alone: TFRecord (length, masked CRC-32C of the length, data, masked
// CRC-32C of the data), protobuf's wire format, and the messages Event, Summary and SessionLog.

std::uint64_t number(const std::string& bytes, std::size_t place, int size)
{
    std::uint64_t value = 0;
    for (int i = size - 1; i >= 0; --i)
        value = value << 8U | static_cast<unsigned char>(bytes.at(place + static_cast<std::size_t>(i)));
    return value;
}

/// Bit by bit, on purpose not by the table of the writer.
std::uint32_t crc32c(const std::string& bytes)
{
    std::uint32_t rest = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        rest ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit)
            rest = rest >> 1U ^ ((rest & 1U) != 0 ? 0x82F63B78U : 0U);
    }
    return ~rest;
}

std::uint32_t masked(std::uint32_t crc)
{
    return (crc >> 15U | crc << 17U) + 0xA282EAD8U;
}

std::vector<std::string> recordsOf(const fs::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    std::vector<std::string> records;
    for (std::size_t place = 0; place < bytes.size();) {
        const std::uint64_t length = number(bytes, place, 8);
        EXPECT_EQ(number(bytes, place + 8, 4), masked(crc32c(bytes.substr(place, 8))));
        records.push_back(bytes.substr(place + 12, length));
        EXPECT_EQ(records.back().size(), length);
        EXPECT_EQ(number(bytes, place + 12 + length, 4), masked(crc32c(records.back())));
        place += 16 + length;
    }
    return records;
}

struct Field {
    unsigned number = 0;
    std::uint64_t value = 0; ///< Of a varint, or the bits of a float or double.
    std::string bytes;
};

std::vector<Field> fieldsOf(const std::string& message)
{
    std::size_t place = 0;
    const auto varint = [&] {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(message.at(place++));
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80U)
                return value;
        }
    };
    std::vector<Field> fields;
    while (place < message.size()) {
        const std::uint64_t key = varint();
        Field field{static_cast<unsigned>(key >> 3U), 0, {}};
        switch (key & 7U) {
        case 0:
            field.value = varint();
            break;
        case 1:
            field.value = number(message, place, 8);
            place += 8;
            break;
        case 2: {
            const std::uint64_t length = varint();
            field.bytes = message.substr(place, length);
            place += length;
            break;
        }
        case 5:
            field.value = number(message, place, 4);
            place += 4;
            break;
        default:
            ADD_FAILURE() << "wire type " << (key & 7U);
        }
        fields.push_back(field);
    }
    return fields;
}

struct ReadEvent {
    double wallTime = 0.0;
    std::int64_t step = 0;
    std::string fileVersion;
    std::optional<std::uint64_t> sessionStatus;
    std::map<std::string, float> scalars;
};

std::vector<ReadEvent> eventsOf(const fs::path& file)
{
    std::vector<ReadEvent> events;
    for (const std::string& record : recordsOf(file)) {
        ReadEvent event;
        for (const Field& field : fieldsOf(record)) {
            if (field.number == 1)
                event.wallTime = std::bit_cast<double>(field.value);
            else if (field.number == 2)
                event.step = static_cast<std::int64_t>(field.value);
            else if (field.number == 3)
                event.fileVersion = field.bytes;
            else if (field.number == 7)
                event.sessionStatus = fieldsOf(field.bytes).at(0).value;
            else if (field.number == 5)
                for (const Field& value : fieldsOf(field.bytes)) {
                    const std::vector<Field> parts = fieldsOf(value.bytes);
                    event.scalars[parts.at(0).bytes] =
                        std::bit_cast<float>(static_cast<std::uint32_t>(parts.at(1).value));
                }
        }
        events.push_back(event);
    }
    return events;
}

/// What TensorBoard shows of a folder: files in the order of their names, and a session's start forgets what earlier
/// files hold from its step on.
std::map<std::string, std::map<std::int64_t, float>> shownOf(const fs::path& folder)
{
    std::map<std::string, std::map<std::int64_t, float>> shown;
    for (const fs::path& file : filesBelow(folder))
        for (const ReadEvent& event : eventsOf(file)) {
            if (event.sessionStatus == 1U)
                for (auto& [tag, points] : shown)
                    points.erase(points.lower_bound(event.step), points.end());
            for (const auto& [tag, value] : event.scalars)
                shown[tag][event.step] = value;
        }
    return shown;
}

} // namespace

TEST(TheTestsChecksum, IsTheOneOfTheStandard)
{
    EXPECT_EQ(crc32c("123456789"), 0xE3069283U); // the check value of CRC-32C
}

TEST(ATensorBoardFile, BeginsWithItsVersionAndTheSittingsFirstStep)
{
    const TemporaryFolder folder;
    const TensorBoardWriter writer(folder / "tensorboard", 301);
    EXPECT_THAT(writer.file().filename().string(), StartsWith("events.out.tfevents."));
    const std::vector<ReadEvent> events = eventsOf(writer.file());
    ASSERT_THAT(events, SizeIs(2));
    EXPECT_EQ(events[0].fileVersion, "brain.Event:2");
    EXPECT_EQ(events[0].step, 0);
    EXPECT_GT(events[0].wallTime, 1.6e9);
    EXPECT_EQ(events[1].sessionStatus, 1U);
    EXPECT_EQ(events[1].step, 301);
}

TEST(ATensorBoardFile, HoldsTheNumbersUnderTheReferencesNames)
{
    const TemporaryFolder folder;
    const TensorBoardWriter writer(folder.path(), 1);
    StepEvent step = stepEvent(70'000, 1.5);
    step.measures = {{"itc/i2t_accuracy", 0.25}, {"itc/loss", 1.5}};
    writer.add(step);
    writer.add(EvaluationEvent{70'000, "val", {{"mlm/accuracy", 0.5}}});
    writer.add(SampleEvent{70'000, "masked-words", "samples/a.json"});
    writer.add(CheckpointEvent{70'000, "checkpoints/step-00070000"});
    const std::vector<ReadEvent> events = eventsOf(writer.file());
    ASSERT_THAT(events, SizeIs(4));
    EXPECT_EQ(events[2].step, 70'000);
    EXPECT_EQ(events[2].scalars.at("itc/train/i2t_accuracy"), 0.25F);
    EXPECT_EQ(events[2].scalars.at("itc/train/loss"), 1.5F);
    EXPECT_EQ(events[2].scalars.at("train/loss"), 1.5F);
    EXPECT_EQ(events[2].scalars.at("lr-AdamW"), 1e-3F);
    EXPECT_EQ(events[2].scalars.count("train/items_per_second"), 1U);
    EXPECT_THAT(events[3].scalars, ElementsAre(std::pair<const std::string, float>("mlm/val/accuracy", 0.5F)));
}

TEST(ATensorBoardFolder, GivesEverySittingAFileThatSortsBehindTheOnesBefore)
{
    const TemporaryFolder folder;
    std::vector<std::string> names;
    for (int i = 0; i < 3; ++i)
        names.push_back(TensorBoardWriter(folder.path(), 1).file().filename().string());
    EXPECT_LT(names[0], names[1]);
    EXPECT_LT(names[1], names[2]);
    // Somebody's clock ran ahead, and a stranger's file has no time at all.
    folder.write("events.out.tfevents.9000000000.elsewhere", "");
    folder.write("events.out.tfevents.x", "");
    EXPECT_THAT(TensorBoardWriter(folder.path(), 1).file().filename().string(),
                StartsWith("events.out.tfevents.9000000001."));
}

TEST(ATensorBoardFolder, ShowsAResumedRunAsIfItHadNeverBeenKilled)
{
    const TemporaryFolder folder;
    const TensorBoardWriter killed(folder.path(), 1);
    for (std::int64_t step = 1; step <= 5; ++step)
        killed.add(stepEvent(step, 10.0));
    const TensorBoardWriter resumed(folder.path(), 4); // from the checkpoint of step 3
    resumed.add(stepEvent(4, 20.0));
    const std::map<std::int64_t, float> expected{{1, 10.0F}, {2, 10.0F}, {3, 10.0F}, {4, 20.0F}};
    EXPECT_EQ(shownOf(folder.path()).at("train/loss"), expected);
}

TEST(ATensorBoardFile, NamesItselfWhenItCannotBeWritten)
{
    const TemporaryFolder folder;
    folder.write("file", "");
    EXPECT_THAT([&] { (void)TensorBoardWriter(folder / "file/below", 1); },
                throwsError(ErrorKind::Internal, (folder / "file/below").string()));
    const TensorBoardWriter writer(folder / "tensorboard", 1);
    fs::remove_all(folder / "tensorboard");
    EXPECT_THAT([&] { writer.add(stepEvent(1)); }, throwsError(ErrorKind::Internal, writer.file().string()));
}
