#include "core/checkpoint/tensor_file.h"

#include "tests/support/largest_allocation.h"
#include "tests/support/memory_file.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/throws.h"
#include "tests/support/torch_file.h"

#include <gtest/gtest.h>

using namespace vlmo;
using namespace vlmo::test;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

namespace {

const std::vector<float> sixNumbers = {1, 2, 3, 4, 5, 6};

TensorFile open(const std::string& bytes)
{
    return readTorchArchive(MemoryFile(bytes).path());
}

/// A file with the tensor "w" over a storage of six floats.
std::string withTensor(std::int64_t offset, const std::vector<std::int64_t>& shape,
                       const std::vector<std::int64_t>& strides)
{
    const std::string object =
        pickle::dictionary({{"w", pickle::tensor(pickle::storage("FloatStorage", "0", 6), offset, shape, strides)}});
    return zipCheckpoint(object, {{"0", bytesOf(sixNumbers)}});
}

std::string sixFloats()
{
    return pickle::tensor(pickle::storage("FloatStorage", "0", 6), 0, {2, 3}, {3, 1});
}

std::string withObject(const std::string& object)
{
    return zipCheckpoint(object, {{"0", bytesOf(sixNumbers)}});
}

void expectRefused(const std::string& bytes, const std::string& reason)
{
    EXPECT_THAT([&] { (void)open(bytes); }, throwsError(ErrorKind::BadInput, reason));
    EXPECT_THAT([&] { (void)open(bytes); }, throwsError(ErrorKind::BadInput, "/proc/self/fd/"));
    EXPECT_THAT([&] { (void)open(bytes); }, throwsError(ErrorKind::BadInput, "byte"));
}

} // namespace

TEST(ATorchArchive, GivesItsTensorsWithoutCopyingThem)
{
    const TensorFile file = open(withTensor(0, {2, 3}, {3, 1}));
    EXPECT_EQ(file.at("w").dtype, DType::F32);
    EXPECT_EQ(file.at("w").shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(file.floats("w"), sixNumbers);
}

TEST(ATorchArchive, PutsTensorsWithOtherStridesInOrder)
{
    EXPECT_EQ(open(withTensor(0, {3, 2}, {1, 3})).floats("w"), (std::vector<float>{1, 4, 2, 5, 3, 6}));
    EXPECT_EQ(open(withTensor(1, {2, 2}, {3, 1})).floats("w"), (std::vector<float>{2, 3, 5, 6}));
    EXPECT_EQ(open(withTensor(5, {1, 3}, {7, 0})).floats("w"), (std::vector<float>{6, 6, 6}));
}

TEST(ATorchArchive, MayHoldEmptyAndScalarTensors)
{
    EXPECT_TRUE(open(withTensor(0, {0, 3}, {3, 1})).floats("w").empty());
    EXPECT_EQ(open(withTensor(2, {}, {})).floats("w"), std::vector<float>{3});
}

TEST(ATorchArchive, LetsTensorsShareAStorage)
{
    const std::string storage = pickle::storage("FloatStorage", "0", 6);
    const TensorFile file = open(withObject(pickle::dictionary(
        {{"a", pickle::tensor(storage, 0, {3}, {1})}, {"b", pickle::tensor(storage, 3, {3}, {1})}})));
    EXPECT_EQ(file.floats("a"), (std::vector<float>{1, 2, 3}));
    EXPECT_EQ(file.floats("b"), (std::vector<float>{4, 5, 6}));
}

TEST(ATorchArchive, IsReadInTheOldFormatToo)
{
    const std::string object = pickle::dictionary({{"w", sixFloats()}});
    EXPECT_EQ(open(legacyCheckpoint(object, {{"0", bytesOf(sixNumbers)}}, 4)).floats("w"), sixNumbers);
}

TEST(ATorchArchive, ResolvesTheViewsOfStoragesInTheOldFormat)
{
    const std::string view = pickle::tuple({pickle::text("1"), pickle::integer(2), pickle::integer(3)});
    const auto viewed = [&](std::int64_t offset) {
        return legacyCheckpoint(pickle::dictionary({{"w", pickle::tensor(pickle::storage("FloatStorage", "0", 6, view),
                                                                         offset, {2}, {1})}}),
                                {{"0", bytesOf(sixNumbers)}}, 4);
    };
    EXPECT_EQ(open(viewed(1)).floats("w"), (std::vector<float>{4, 5}));
    expectRefused(viewed(2), "reaches out of its storage");
}

TEST(ATorchArchive, IsReadWithZip64Records)
{
    const std::string object = pickle::document(pickle::dictionary({{"w", sixFloats()}}));
    ZipMaker zip;
    zip.add("archive/data.pkl", object).add("archive/data/0", bytesOf(sixNumbers));
    EXPECT_EQ(open(zip.zip64Archive()).floats("w"), sixNumbers);
}

TEST(ATorchArchive, HasItsWeightsAtTheTopOrNested)
{
    const std::string weights = pickle::dictionary({{"w", sixFloats()}});
    for (const char* name : {"state_dict", "module", "model"}) {
        const TensorFile file = open(withObject(pickle::dictionary({{"epoch", "K\x07"}, {name, weights}})));
        EXPECT_EQ(file.floats("w"), sixNumbers) << name;
        EXPECT_THAT(file.skipped, ElementsAre("epoch: a number")) << name;
    }
    const TensorFile twice =
        open(withObject(pickle::dictionary({{"model", pickle::dictionary({{"state_dict", weights}})}})));
    EXPECT_EQ(twice.floats("w"), sixNumbers);
}

TEST(ATorchArchive, LosesThePrefixThatAllItsTensorsHave)
{
    const std::string tensor = sixFloats();
    EXPECT_EQ(open(withObject(pickle::dictionary({{"module.a", tensor}, {"module.b", tensor}}))).tensors.count("a"),
              1U);
    EXPECT_EQ(open(withObject(pickle::dictionary({{"module.a", tensor}, {"b", tensor}}))).tensors.count("module.a"),
              1U);
}

TEST(ATorchArchive, ListsWhatIsNoTensor)
{
    const std::string object = pickle::dictionary({{"w", sixFloats()},
                                                   {"none", "N"},
                                                   {"empty", pickle::call("__builtin__", "set", pickle::tuple({"]"}))},
                                                   {"type", pickle::global("torch", "float32")},
                                                   {"list", "]"},
                                                   {"yes", "\x88"},
                                                   {"pi", "G" + std::string(8, '\0')},
                                                   {"name", pickle::text("x")},
                                                   {"huge", "\x8a\x0a" + std::string(10, '\x01')}});
    EXPECT_THAT(open(withObject(object)).skipped,
                UnorderedElementsAre("none: nothing (None)", "empty: an empty set", "type: the object torch.float32",
                                     "list: a list", "yes: a truth value", "pi: a number", "name: a text",
                                     "huge: a number"));
}

TEST(ATorchArchive, ListsTensorsOfTypesItHasNoUseFor)
{
    const std::string complex = pickle::tensor(pickle::storage("ComplexFloatStorage", "0", 3), 0, {3}, {1});
    EXPECT_THAT(open(withObject(pickle::dictionary({{"w", sixFloats()}, {"z", complex}}))).skipped,
                ElementsAre("z: numbers of the type torch.ComplexFloatStorage are not read"));
}

TEST(ATorchArchive, MayWrapItsTensorsAsParametersAndGiveItsDictionariesAttributes)
{
    const std::string parameter =
        pickle::call("torch._utils", "_rebuild_parameter",
                     pickle::tuple({sixFloats(), "\x88", pickle::call("collections", "OrderedDict", ")")}));
    const std::string attributes = pickle::dictionary({{"_metadata", "}"}});
    EXPECT_EQ(open(withObject(pickle::dictionary({{"w", parameter}}) + attributes + "b")).floats("w"), sixNumbers);
}

namespace {

/// A module as torch.save writes it whole.
std::string module(const std::vector<std::pair<std::string, std::string>>& parameters,
                   const std::vector<std::pair<std::string, std::string>>& modules)
{
    return pickle::object(
        "torch.nn.modules.container", "Sequential",
        pickle::dictionary({{"training", "\x89"},
                            {"device", pickle::call("torch", "device", pickle::tuple({pickle::text("cpu")}))},
                            {"_parameters", pickle::dictionary(parameters)},
                            {"_buffers", pickle::dictionary({})},
                            {"_modules", pickle::dictionary(modules)}}));
}

} // namespace

TEST(ATorchArchive, GivesTheStateDictOfAWholeModule)
{
    const std::string inner = module({{"weight", sixFloats()}, {"bias", "N"}}, {{"none", "N"}});
    const TensorFile file = open(withObject(module({{"scale", sixFloats()}}, {{"0", inner}, {"1", inner}})));
    EXPECT_EQ(file.tensors.size(), 3U);
    EXPECT_EQ(file.floats("scale"), sixNumbers);
    EXPECT_EQ(file.floats("0.weight"), sixNumbers);
    EXPECT_EQ(file.floats("1.weight"), sixNumbers);
}

TEST(ATorchArchive, GivesTheStateDictOfAWholeModuleInTheOldFormat)
{
    // There, a class is stored beside its source code, under a persistent id.
    const std::string type = pickle::tuple({pickle::text("module"), pickle::global("dall_e.encoder", "Encoder"),
                                            pickle::text("encoder.py"), pickle::text("class Encoder: ...")}) +
                             "Q";
    const std::string object =
        type + ")\x81" + pickle::dictionary({{"_parameters", pickle::dictionary({{"w", sixFloats()}})}}) + "b";
    EXPECT_EQ(open(legacyCheckpoint(object, {{"0", bytesOf(sixNumbers)}}, 4)).floats("w"), sixNumbers);
}

TEST(ATorchArchive, WithAModuleWithoutTensorsIsRefused)
{
    expectRefused(withObject(module({}, {})), "holds no tensors");
    expectRefused(withObject(pickle::global("dall_e.encoder", "Encoder") + ")\x81"), "holds no tensors");
    expectRefused(withObject(pickle::object("dall_e.encoder", "Encoder", pickle::dictionary({{"_modules", "N"}}))),
                  "holds no tensors");
}

TEST(AHostileTorchArchive, CannotNestModulesEndlessly)
{
    // A module that is its own part: stored as number 1, recalled among its modules.
    const std::string self = pickle::global("dall_e.encoder", "Encoder") + ")\x81q\x01" +
                             pickle::dictionary({{"_modules", pickle::dictionary({{"m", "h\x01"}})}}) + "b";
    expectRefused(withObject(self), "nested too deeply");
    // Twice the module below, thirty levels high.
    std::string tower = module({{"w", sixFloats()}}, {}) + "q\x01";
    for (int level = 0; level < 30; ++level)
        tower += "0" + module({}, {{"a", "h\x01"}, {"b", "h\x01"}}) + "q\x01";
    expectRefused(withObject(tower), "more entries than any model");
}

TEST(AHostileTorchArchive, CannotCostMemoryByAModuleThatIsItsOwnPartManyTimes)
{
    std::vector<std::pair<std::string, std::string>> parts(5'000, {"m", "h\x01"});
    const std::string file = withObject(pickle::global("dall_e.encoder", "Encoder") + ")\x81q\x01" +
                                        pickle::dictionary({{"_modules", pickle::dictionary(parts)}}) + "b");
    resetLargestAllocation();
    expectRefused(file, "more entries than any model");
    EXPECT_LT(largestAllocation(), 1'000'000 + 64 * file.size());
}

TEST(AHostileTorchArchive, CannotMakeObjectsOfOtherClasses)
{
    expectRefused(withObject(pickle::object("subprocess", "Popen", "}")), "wants to call subprocess.Popen");
    expectRefused(
        withObject(pickle::object("torch.nn.modules", "", "}") + "0" + pickle::object("os", "_wrap_close", "}")),
        "wants to call os._wrap_close");
    expectRefused(withObject(pickle::global("dall_e.encoder", "Encoder") + pickle::tuple({pickle::text("x")}) + "\x81"),
                  "wants to call dall_e.encoder.Encoder");
    expectRefused(withObject(pickle::call("dall_e.encoder", "Encoder", ")")), "wants to call dall_e.encoder.Encoder");
    expectRefused(withObject(pickle::text("x") + ")\x81"), "wants to call a text");
    expectRefused(withObject(pickle::call("torch", "device", ")")), "wants to call torch.device");
    expectRefused(withObject(pickle::object("dall_e.encoder", "Encoder", "N")), "wants to set the state of an object");
}

TEST(AHostileTorchArchive, IsRefusedWithTheNameOfWhatItWantedToCall)
{
    const std::string command = pickle::tuple({pickle::text("rm -rf /")});
    for (const std::string& attack :
         {pickle::call("os", "system", command), pickle::global("os", "system") + command + "\x81",
          pickle::global("os", "system") + command + "}\x92", "(" + pickle::text("x") + "ios\nsystem\n",
          "(" + pickle::global("os", "system") + pickle::text("x") + "o",
          pickle::text("os") + pickle::text("system") + "\x93" + command + "R"})
        expectRefused(withObject(pickle::dictionary({{"w", sixFloats()}, {"x", attack}})), "wants to call os.system");
    expectRefused(withObject(pickle::call("builtins", "eval", command)), "builtins.eval");
    expectRefused(withObject(pickle::call("torch._utils", "_rebuild_qtensor", command)), "_rebuild_qtensor");
    expectRefused(withObject(pickle::call("collections", "OrderedDict", command)), "collections.OrderedDict");
    expectRefused(withObject(pickle::global("os", "environ") + "}b"), "set the state of the object os.environ");
    expectRefused(withObject(pickle::text("f") + command + "R"), "wants to call a text");
}

TEST(AHostileTorchArchive, CannotReachOutOfItsStorage)
{
    expectRefused(withTensor(0, {7}, {1}), "reaches out of its storage");
    expectRefused(withTensor(4, {3}, {1}), "reaches out of its storage");
    expectRefused(withTensor(6, {}, {}), "reaches out of its storage");
    expectRefused(withTensor(0, {2, 3}, {4, 1}), "reaches out of its storage");
    expectRefused(withTensor(std::int64_t{1} << 62, {1}, {1}), "reaches out of its storage");
    expectRefused(withTensor(0, {2, 2}, {std::int64_t{1} << 62, std::int64_t{1} << 62}), "reaches out of its storage");
}

TEST(AHostileTorchArchive, CannotUseNegativeOrMismatchedNumbers)
{
    expectRefused(withTensor(0, {2}, {-1}), "negative number -1");
    expectRefused(withTensor(0, {-2}, {1}), "negative number -2");
    expectRefused(withTensor(-1, {2}, {1}), "negative number -1");
    expectRefused(withTensor(0, {2, 3}, {1}), "2 sizes and 1 strides");
    expectRefused(withTensor(0, std::vector<std::int64_t>(65, 1), std::vector<std::int64_t>(65, 1)), "over 64 values");
}

TEST(AHostileTorchArchive, CannotClaimMoreThanItHolds)
{
    const std::int64_t huge = std::int64_t{1} << 40;
    expectRefused(withTensor(0, {huge}, {0}), "more elements than the file holds");
    expectRefused(withTensor(0, {huge, huge}, {0, 0}), "more elements than any file holds");
    expectRefused(withTensor(0, {0, huge, huge}, {0, 0, 0}), "more elements than any file holds");
    const std::string storage = pickle::storage("FloatStorage", "0", huge);
    expectRefused(withObject(pickle::dictionary({{"w", pickle::tensor(storage, 0, {1}, {1})}})), "in 24 bytes");

    // Each copy alone would be small enough.
    std::vector<std::pair<std::string, std::string>> many;
    for (int i = 0; i < 100; ++i)
        many.emplace_back(std::to_string(i), pickle::tensor(pickle::storage("FloatStorage", "0", 6), 0, {600}, {0}));
    expectRefused(withObject(pickle::dictionary(many)), "more elements than the file holds");
}

TEST(AHostileTorchArchive, CannotReferToAStorageThatIsMissing)
{
    const std::string other = pickle::tensor(pickle::storage("FloatStorage", "9", 6), 0, {6}, {1});
    expectRefused(withObject(pickle::dictionary({{"w", other}})), "storage \"9\", which is missing");
    const std::string escape = pickle::tensor(pickle::storage("FloatStorage", "../data.pkl", 1), 0, {1}, {1});
    expectRefused(withObject(pickle::dictionary({{"w", escape}})), "which is missing");
}

TEST(AHostileTorchArchive, CannotConfuseTheStackMachine)
{
    expectRefused(withObject(""), "takes a value where none is");
    expectRefused(withObject("(t"), "holds a tuple");
    expectRefused(withObject("t"), "mark that was never set");
    expectRefused(withObject("}(K\x01u"), "what does not belong there");
    expectRefused(withObject("](NNu"), "what does not belong there");
    expectRefused(withObject("h\x05"), "recalls a value it never stored");
    expectRefused(withObject("NQ"), "a storage's name");
    expectRefused(withObject("]a"), "takes a value where none is");
    expectRefused(withObject("(N0"
                             "0"),
                  "takes a value where none is");
    expectRefused(withObject("F1.5\n"), "instruction 70");
    expectRefused(withObject("\x82\x01"), "instruction 130");
    expectRefused(withObject("X\xff\xff\xff\xff"), "ends before the 4294967295 bytes");
    expectRefused(withObject("\x8b\xff\xff\xff\xff"), "ends before the 4294967295 bytes");
    expectRefused(withObject("N"), "holds nothing (None)");
    expectRefused(withObject("}"), "holds no tensors");
    expectRefused(withObject(pickle::text("storage") + "\x85Q"), "no storage");
    expectRefused(withObject(pickle::call("torch._utils", "_rebuild_tensor_v2", ")")), "no storage");
    expectRefused(withObject("c" + std::string(5'000, 'a') + "\nb\n"), "more than 1000 letters");
}

TEST(AHostileTorchArchive, CannotNestUntilTheProgramFalls)
{
    expectRefused(withObject(std::string(1'100'000, '(')), "nested deeper");
    expectRefused(withObject(std::string(1'100'000, ']')), "stacks more values");
    std::string towers = "]";
    for (int i = 0; i < 500'000; ++i)
        towers += "\x85"; // A tuple of a tuple of a tuple...
    EXPECT_EQ(open(withObject(pickle::dictionary({{"w", sixFloats()}, {"x", towers}}))).floats("w"), sixNumbers);
}

TEST(AHostileTorchArchive, CannotMultiplyItselfThroughItsMemo)
{
    // Each list holds the one before it ten times: 10^100 values for who would expand it.
    std::string bomb = "]q\x01";
    for (int i = 0; i < 100; ++i)
        bomb += "0](" + [] {
            std::string ten;
            for (int j = 0; j < 10; ++j)
                ten += "h\x01";
            return ten;
        }() + "eq\x01";
    EXPECT_EQ(open(withObject(pickle::dictionary({{"w", sixFloats()}, {"x", bomb}}))).floats("w"), sixNumbers);

    const std::string far = std::string("]r\xff\xff\xff\xff", 6);
    EXPECT_EQ(open(withObject(pickle::dictionary({{"w", sixFloats()}, {"x", far}}))).floats("w"), sixNumbers);
}

TEST(AHostileTorchArchive, CannotContainItself)
{
    expectRefused(withObject("}q\x01(" + pickle::text("model") + "h\x01u"), "holds no tensors");
}

TEST(AHostileTorchArchive, CannotMultiplyALongName)
{
    std::string object = "}(" + pickle::text(std::string(100'000, 'n')) + "q\x01N";
    for (int i = 0; i < 100'000; ++i)
        object += "h\x01N";
    expectRefused(withObject(object + "u"), "a name of 100000 letters");
}

TEST(ALyingZipDirectory, IsRefused)
{
    ZipMaker zip;
    zip.add("archive/data.pkl", pickle::document(pickle::dictionary({{"w", sixFloats()}})));
    zip.add("archive/data/0", bytesOf(sixNumbers));
    const std::string good = zip.archive();
    expectRefused(zip.archiveClaiming(1, good.size()), "which is not there");
    expectRefused(zip.archiveClaiming(60'000, 2 * 46 + 16 + 14), "ends before");
    expectRefused(zip.archiveClaiming(1, 2 * 46 + 16 + 14), "more in its zip directory");
    expectRefused(good.substr(0, good.size() - 1), "without an end");
    EXPECT_EQ(open(good).floats("w"), sixNumbers);

    std::string moved = good;
    moved[good.find("PK\x01\x02") + 42] = '\x01';
    expectRefused(moved, "no entry where its directory places");
    std::string renamed = good;
    renamed[renamed.rfind("archive/data/0")] = 'A';
    expectRefused(renamed, "another entry where its directory places");
    std::string grown = good;
    grown[good.find("PK\x01\x02") + 20 + 2] = '\x7f';
    grown[good.find("PK\x01\x02") + 24 + 2] = '\x7f';
    expectRefused(grown, "ends before");
    std::string torn = good;
    torn[good.find("PK\x01\x02") + 20] ^= 1;
    expectRefused(torn, "two sizes");
}

TEST(ALyingZipDirectory, CannotHoldAnEntryTwice)
{
    ZipMaker zip;
    zip.add("archive/data.pkl", "x").add("archive/data.pkl", "y");
    expectRefused(zip.archive(), "twice");
}

TEST(AZipArchive, MustBeOneOfTorchSave)
{
    expectRefused(ZipMaker().add("word/document.xml", "x").archive(), "no data.pkl");
    expectRefused(ZipMaker().add("archive/data.pkl", "x", 8).archive(), "compressed");
    expectRefused(ZipMaker()
                      .add("archive/byteorder", "big")
                      .add("archive/data.pkl", pickle::document(pickle::dictionary({{"w", sixFloats()}})))
                      .archive(),
                  "other byte order");
}

TEST(ATruncatedTorchFile, IsRefusedAtEveryLength)
{
    const std::string object = pickle::dictionary({{"w", sixFloats()}});
    for (const std::string& good : {zipCheckpoint(object, {{"0", bytesOf(sixNumbers)}}),
                                    legacyCheckpoint(object, {{"0", bytesOf(sixNumbers)}}, 4)})
        for (std::size_t size = 0; size < good.size(); ++size)
            EXPECT_THAT([&] { (void)open(good.substr(0, size)); }, throwsError(ErrorKind::BadInput, "/proc/self/fd/"))
                << size;
}

TEST(AnOldTorchFile, CannotLieAboutItsStorages)
{
    const std::string object = pickle::dictionary({{"w", sixFloats()}});
    std::string good = legacyCheckpoint(object, {{"0", bytesOf(sixNumbers)}}, 4);
    std::string huge = good;
    huge[good.size() - 24 - 1] = '\x7f'; // The uppermost byte of the number of elements.
    expectRefused(huge, "claims a storage of");
    expectRefused(legacyCheckpoint(object, {{"7", bytesOf(sixNumbers)}}, 4), "nothing refers to");
    expectRefused(legacyCheckpoint(object, {}, 4), "which is missing");
    const std::string strange = pickle::tensor(pickle::storage("StrangeStorage", "0", 6), 0, {6}, {1});
    expectRefused(legacyCheckpoint(pickle::dictionary({{"w", strange}}), {{"0", bytesOf(sixNumbers)}}, 4),
                  "unknown type torch.StrangeStorage");
}

TEST(AFileOfTensors, IsRecognisedByItsContent)
{
    const TemporaryFolder folder;
    const auto torch = folder.write("a.safetensors", withTensor(0, {6}, {1}));
    EXPECT_EQ(readTensorFile(torch).floats("w"), sixNumbers);
    writeSafetensors(folder / "b.pt", readTensorFile(torch).tensors);
    EXPECT_EQ(readTensorFile(folder / "b.pt").floats("w"), sixNumbers);
    for (const char* content : {"", "x", "GIF89a and so on", "\x80\x02}."})
        EXPECT_THAT([&] { (void)readTensorFile(folder.write("c", content)); },
                    throwsError(ErrorKind::BadInput, "neither a safetensors file nor"));
    EXPECT_THAT([&] { (void)readTensorFile(folder / "d"); }, throwsError(ErrorKind::NotFound, "d does not exist"));
    EXPECT_THAT([&] { (void)readTorchArchive(folder / "d"); }, throwsError(ErrorKind::NotFound, "d does not exist"));
    EXPECT_THAT([&] { (void)readTorchArchive(folder / "b.pt"); }, throwsError(ErrorKind::BadInput, "torch.save"));
}
