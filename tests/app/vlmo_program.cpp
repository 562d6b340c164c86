#include "tests/app/vlmo_program.h"

#include "core/base/files.h"
#include "core/checkpoint/tensor_file.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace vlmo::test {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t longestOutput = 100'000'000;

std::vector<std::string> mergedEnvironment(const std::map<std::string, std::string>& added)
{
    std::vector<std::string> merged;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string text = *entry;
        if (added.count(text.substr(0, text.find('='))) == 0)
            merged.push_back(text);
    }
    for (const auto& [name, value] : added)
        merged.push_back(name + "=" + value);
    return merged;
}

std::vector<char*> pointers(std::vector<std::string>& texts)
{
    std::vector<char*> list;
    for (std::string& text : texts)
        list.push_back(text.data());
    list.push_back(nullptr);
    return list;
}

int waitFor(pid_t child)
{
    int status = 0;
    if (::waitpid(child, &status, 0) != child)
        throw std::runtime_error("a child process was lost");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace

Outcome runProgram(const Arguments& commandLine, const std::map<std::string, std::string>& environment)
{
    const TemporaryFolder folder;
    const std::string out = (folder / "out").string();
    const std::string err = (folder / "err").string();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), O_WRONLY | O_CREAT, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), O_WRONLY | O_CREAT, 0600);

    std::vector<std::string> arguments = commandLine;
    std::vector<std::string> variables = mergedEnvironment(environment);
    pid_t child = 0;
    const int failure = ::posix_spawnp(&child, arguments.front().c_str(), &actions, nullptr, pointers(arguments).data(),
                                       pointers(variables).data());
    posix_spawn_file_actions_destroy(&actions);
    if (failure != 0)
        throw std::runtime_error(arguments.front() + " cannot be started");
    Outcome outcome;
    outcome.exitCode = waitFor(child);
    outcome.out = readFile(out, longestOutput);
    outcome.err = readFile(err, longestOutput);
    return outcome;
}

VlmoProgram::VlmoProgram(fs::path program) : m_program(std::move(program)) {}

Outcome VlmoProgram::operator()(Arguments arguments) const
{
    arguments.insert(arguments.begin(), m_program.string());
    const std::string home = (m_folder / "home").string();
    return runProgram(arguments, {{"HOME", home},
                                  {"XDG_CACHE_HOME", home + "/cache"},
                                  {"XDG_CONFIG_HOME", home + "/config"},
                                  {"XDG_DATA_HOME", home + "/data"}});
}

VlmoWithTinyModel::VlmoWithTinyModel()
{
    std::string pieces = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    std::size_t count = 5;
    for (const char* word : {"a", "red", "dog", "cat", "on", "the", "what", "is", "this", "?"}) {
        pieces += std::string(word) + "\n";
        ++count;
    }
    for (; count < 512; ++count)
        pieces += "w" + std::to_string(count) + "\n";
    m_vocabulary = folder().write("vocab.txt", pieces).string();
    m_model = (folder() / "tiny").string();
    m_imported = importTiny("tiny", {"--image-size", "64", "--json"});
    if (m_imported.exitCode != 0)
        throw std::runtime_error("the tiny model cannot be imported: " + m_imported.err);
}

Outcome VlmoWithTinyModel::importTiny(const std::string& name, Arguments more) const
{
    Arguments arguments = {"model",   "import",    tinyWeights(), "--out", (folder() / name).string(),
                           "--vocab", m_vocabulary};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return (*this)(arguments);
}

Outcome VlmoWithTinyModel::importTinyFor96Pixels(const std::string& name) const
{
    return importTiny(name,
                      {"--image-size", "96", "--config", VLMO_SOURCE_DIR "/tests/golden/A_base_like/config.json"});
}

std::string tinyWeights()
{
    return VLMO_SOURCE_DIR "/tests/golden/A_base_like/weights.safetensors";
}

std::string demoPicture(const std::string& nameBelowPictures)
{
    return VLMO_SOURCE_DIR "/resources/demo/pictures/" + nameBelowPictures;
}

std::string modelWithHead(const VlmoWithTinyModel& vlmo, const std::string& set, const Arguments& more)
{
    const TensorFile trunk = readSafetensors(tinyWeights());
    const TensorFile head =
        readSafetensors(std::string(VLMO_SOURCE_DIR) + "/tests/golden/" + set + "/head_weights.safetensors");
    auto tensors = head.tensors;
    for (const auto& [name, tensor] : trunk.tensors)
        tensors.try_emplace(name, tensor);
    const std::string file = (vlmo.folder() / (set + ".safetensors")).string();
    writeSafetensors(file, tensors);
    const std::string model = (vlmo.folder() / set).string();
    Arguments arguments = {"model", "import", file, "--out", model, "--vocab", vlmo.vocabulary(), "--image-size", "64"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = vlmo(arguments);
    EXPECT_EQ(outcome.exitCode, 0) << outcome.err;
    return model;
}

std::string answerList(const VlmoWithTinyModel& vlmo)
{
    std::string lines;
    for (int i = 0; i < 37; ++i)
        lines += "answer " + std::to_string(i) + "\n";
    return vlmo.folder().write("answers.txt", lines).string();
}

} // namespace vlmo::test
