#include "core/vision/decode.h"

#include "tests/support/largest_allocation.h"
#include "tests/support/picture_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

using namespace vlmo;
using vlmo::test::asBytes;
using vlmo::test::largestAllocation;
using vlmo::test::pictureBytes;
using vlmo::test::pictureFile;
using vlmo::test::resetLargestAllocation;
using vlmo::test::TemporaryFolder;
using vlmo::test::throwsError;

namespace {

std::vector<std::string> allPictures()
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(pictureFile(""))) {
        if (entry.path().extension() != ".md")
            names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

void expectRefusal(const std::string& content, const std::string& reason, const DecodeOptions& options = {})
{
    EXPECT_THAT([&] { (void)decodeImage(asBytes(content), "photo", options); },
                throwsError(ErrorKind::BadInput, "photo: "));
    EXPECT_THAT([&] { (void)decodeImage(asBytes(content), "photo", options); },
                throwsError(ErrorKind::BadInput, reason));
}

std::string changed(std::string content, std::size_t at, std::string_view bytes)
{
    return content.replace(at, bytes.size(), bytes);
}

} // namespace

TEST(DecodingAPicture, NamesTheFileThatIsMissing)
{
    EXPECT_THAT([] { (void)decodeImage("nowhere/cat.png"); }, throwsError(ErrorKind::NotFound, "nowhere/cat.png"));
    EXPECT_THAT([] { (void)readImageHeader("nowhere/cat.png"); }, throwsError(ErrorKind::NotFound, "nowhere/cat.png"));
    EXPECT_THAT([] { (void)decodeImageWithAlpha("nowhere/cat.png"); },
                throwsError(ErrorKind::NotFound, "nowhere/cat.png"));
}

TEST(DecodingAPicture, RefusesAnEmptyFileAndAFolder)
{
    const TemporaryFolder folder;
    EXPECT_THAT([&] { (void)decodeImage(folder.write("empty.png", "")); },
                throwsError(ErrorKind::BadInput, "empty.png: it is empty"));
    EXPECT_THAT([&] { (void)decodeImage(folder.path()); }, throwsError(ErrorKind::BadInput, "is a folder"));
}

TEST(DecodingAPicture, RefusesAPipeAndADevice)
{
    const TemporaryFolder folder;
    const auto pipe = folder / "pipe.png";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    for (const std::filesystem::path& file : {pipe, std::filesystem::path("/dev/zero")}) {
        const auto refused = throwsError(ErrorKind::BadInput, file.string() + " is a pipe or a device");
        EXPECT_THAT([&] { (void)decodeImage(file); }, refused);
        EXPECT_THAT([&] { (void)decodeImageWithAlpha(file); }, refused);
        EXPECT_THAT([&] { (void)readImageHeader(file); }, refused);
    }
}

TEST(DecodingAPicture, RefusesALargeFileThatIsNoPictureByItsBeginning)
{
    const TemporaryFolder folder;
    const auto file = folder.write("film.png", "this is no picture");
    std::filesystem::resize_file(file, std::uintmax_t{900} << 20U); // Takes no room on the disk.
    resetLargestAllocation();
    EXPECT_THAT([&] { (void)decodeImage(file); }, throwsError(ErrorKind::BadInput, "film.png: it is no picture"));
    EXPECT_THAT([&] { (void)decodeImageWithAlpha(file); }, throwsError(ErrorKind::BadInput, "film.png"));
    EXPECT_LT(largestAllocation(), 1U << 20U);
}

TEST(DecodingAPicture, GoesByContentNotByName)
{
    const TemporaryFolder folder;
    const auto file = folder.write("really-a-png.jpg", pictureBytes("rgb.png"));
    EXPECT_EQ(readImageHeader(file).format, "png");
    EXPECT_EQ(decodeImage(file).width, 24);
    EXPECT_THAT([&] { (void)decodeImage(folder.write("text.jpg", "To whom it may concern")); },
                throwsError(ErrorKind::BadInput, "text.jpg: it is no picture of a known kind"));
}

TEST(DecodingAPicture, RefusesMorePixelsThanAllowedFromTheHeaderAlone)
{
    for (const std::string& name : allPictures())
        EXPECT_THAT([&] { (void)decodeImage(pictureFile(name), {.maxPixels = 24 * 16 - 1}); },
                    throwsError(ErrorKind::BadInput, "more than the limit of 383"))
            << name;
}

TEST(DecodingAPicture, RefusesAHeaderWithoutPixels)
{
    expectRefusal(changed(pictureBytes("rgb.png"), 16, std::string(4, '\0')), "no pixels");
    expectRefusal(changed(pictureBytes("rgb.bmp"), 22, std::string(4, '\0')), "no pixels");
    expectRefusal(changed(pictureBytes("rgb.bmp"), 18, std::string(4, '\xFF')), "no pixels");
    expectRefusal(changed(pictureBytes("animated.gif"), 6, std::string(2, '\0')), "no pixels");
}

TEST(DecodingAPicture, RefusesSizesThatItsBytesCannotHold)
{
    // Each claims about 90 million pixels in a hundred bytes.
    const std::string nineThousandPng{"\0\0\x25\x00\0\0\x25\x00", 8};
    expectRefusal(changed(pictureBytes("rgb.png"), 16, nineThousandPng), "PNG");
    const std::string jpeg = pictureBytes("rgb.jpg");
    const std::size_t frame = jpeg.find("\xFF\xC0");
    ASSERT_NE(frame, std::string::npos);
    expectRefusal(changed(jpeg, frame + 5, "\x25\x01\x25\x01"), "more pixels than its");
    expectRefusal(changed(pictureBytes("animated.gif"), 6, "\x01\x25\x01\x25"), "more pixels than its");
    expectRefusal(changed(pictureBytes("rgb.bmp"), 18, std::string("\x01\x25\0\0\x01\x25\0\0", 8)), "cut short");
}

TEST(DecodingAPicture, RefusesSidesWhoseProductWouldOverflow)
{
    expectRefusal(changed(pictureBytes("rgb.png"), 16, "\x7f\xff\xff\xff\x7f\xff\xff\xff"), "a side above the limit");
    expectRefusal(changed(pictureBytes("rgb.bmp"), 18, std::string("\xff\xff\xff\x7f\0\0\0\x80", 8)),
                  "a side above the limit");
}

TEST(DecodingAPicture, RefusesAThreadOfPixels)
{
    const std::string twoMillionByOne{"\0\x1e\x84\x80\0\0\0\x01", 8};
    expectRefusal(changed(pictureBytes("rgb.png"), 16, twoMillionByOne), "a side above the limit of 1000000");
}

TEST(DecodingAPicture, RefusesFloatingPointPixels)
{
    EXPECT_THAT([] { (void)decodeImage(pictureFile("float.tif")); },
                throwsError(ErrorKind::BadInput, "float.tif: it is a TIFF that cannot be read: Sorry"));
}

TEST(DecodingAPicture, RefusesANoteLongerThanItsFile)
{
    // A text chunk that claims two thousand million bytes, before the pixels.
    const std::string claim = std::string("\x72\0\0\0", 4) + "tEXtTitle";
    expectRefusal(pictureBytes("rgb.png").insert(8 + 12 + 13, claim), "it is cut short");
}

TEST(DecodingAPicture, RefusesTilesOutOfProportion)
{
    const std::string tiff = pictureBytes("tiled.tif");
    // The tile's width and height: tags 322 and 323, shorts of 16.
    const std::string tag = std::string("\x42\x01\x03\0\x01\0\0\0\x10\0", 10);
    const std::size_t at = tiff.find(tag);
    ASSERT_NE(at, std::string::npos);
    const std::string wide = changed(changed(tiff, at + 8, "\xf0\xff"), at + 12 + 8, "\xf0\xff");
    expectRefusal(wide, "it is a TIFF that cannot be read");
}

TEST(DecodingAPicture, RefusesEveryFileThatIsCutShort)
{
    for (const std::string& name : allPictures()) {
        // The first frame may stand before the cut.
        if (name == "animated.gif" || name == "animated.webp")
            continue;
        const std::string whole = pictureBytes(name);
        for (const std::size_t tenths : {1U, 3U, 5U, 7U, 8U}) {
            const std::string part = whole.substr(0, whole.size() * tenths / 10);
            try {
                const RgbImage image = decodeImage(asBytes(part), name);
                ADD_FAILURE() << name << " was decoded from " << tenths << " tenths of its bytes";
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::BadInput) << error.what();
                EXPECT_EQ(std::string(error.what()).rfind(name + ": ", 0), 0U) << error.what();
            }
        }
    }
}

TEST(ReadingAHeader, ReadsNoMoreThanTheStartOfALargeFileOfAnotherKind)
{
    const TemporaryFolder folder;
    const auto film = folder.write("film.mp4", "no picture");
    std::filesystem::resize_file(film, std::uintmax_t{1} << 34U); // Far above what may be read; takes no room.
    EXPECT_THAT([&] { (void)readImageHeader(film); },
                throwsError(ErrorKind::BadInput, "film.mp4: it is no picture of a known kind"));
}

TEST(ReadingAHeader, GoesOnToAFrameHeaderBehindLargeSegments)
{
    const TemporaryFolder folder;
    const std::string profile = std::string("\xFF\xE2\xFF\xFF", 4) + std::string(0xFFFD, 'p');
    const std::string frame("\xFF\xC0\x00\x11\x08\x00\x07\x00\x09", 9); // 9 x 7 pixels
    const ImageHeader header = readImageHeader(folder.write("photo", "\xFF\xD8" + profile + profile + frame));
    EXPECT_EQ(header.format, "jpeg");
    EXPECT_EQ(header.width, 9);
    EXPECT_EQ(header.height, 7);
}
