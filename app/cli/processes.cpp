#include "app/cli/processes.h"

#include "app/cli/interrupt.h"
#include "core/base/error.h"

#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stop_token>
#include <string>
#include <vector>

namespace vlmo::cli {
namespace {

/// A port of this machine that nobody listens at now.
int freePort()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool found = socket >= 0 && ::bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                       ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    if (socket >= 0)
        ::close(socket);
    if (!found)
        throw Error(ErrorKind::Internal, std::string("no port for the processes to meet at: ") + std::strerror(errno));
    return ntohs(address.sin_port);
}

/// Zero-separated strings of a file below /proc/self.
std::vector<std::string> ownStrings(const char* file)
{
    std::ifstream stream(file, std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(stream)), {});
    std::vector<std::string> strings;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = all.find('\0', begin);
        strings.push_back(all.substr(begin, end - begin));
        begin = end == std::string::npos ? all.size() : end + 1;
    }
    return strings;
}

std::vector<char*> pointers(std::vector<std::string>& strings)
{
    std::vector<char*> result;
    for (std::string& each : strings)
        result.push_back(each.data());
    result.push_back(nullptr);
    return result;
}

pid_t start(int rank, int count, int port)
{
    std::vector<std::string> arguments = ownStrings("/proc/self/cmdline");
    std::vector<std::string> environment;
    for (char** each = environ; *each != nullptr; ++each)
        environment.emplace_back(*each);
    for (const auto& [name, value] : {std::pair{"RANK", std::to_string(rank)},
                                      {"LOCAL_RANK", std::to_string(rank)},
                                      {"WORLD_SIZE", std::to_string(count)},
                                      {"MASTER_ADDR", std::string("127.0.0.1")},
                                      {"MASTER_PORT", std::to_string(port)}})
        environment.push_back(std::string(name) + "=" + value);
    // In a group of its own: a Ctrl+C of the terminal then reaches this process alone, which passes it on once. Twice
    // would mean "end at once".
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    pid_t child = 0;
    const int problem = ::posix_spawn(&child, "/proc/self/exe", nullptr, &attributes, pointers(arguments).data(),
                                      pointers(environment).data());
    ::posix_spawnattr_destroy(&attributes);
    if (problem != 0)
        throw Error(ErrorKind::Internal,
                    std::string("a training process cannot be started: ") + std::strerror(problem));
    return child;
}

int number(const char* name, const char* text)
{
    int value = 0;
    const char* end = text + std::strlen(text);
    const auto [stopped, problem] = std::from_chars(text, end, value);
    if (problem != std::errc() || stopped != end || value < 0)
        throw Error(ErrorKind::InvalidArgument,
                    std::string("the environment variable ") + name + " is '" + text + "', which is no number");
    return value;
}

} // namespace

std::optional<ProcessGroup> groupFromEnvironment()
{
    const char* size = std::getenv("WORLD_SIZE");
    const char* rank = std::getenv("RANK");
    if (size == nullptr || rank == nullptr)
        return std::nullopt;
    ProcessGroup group;
    group.size = number("WORLD_SIZE", size);
    group.rank = number("RANK", rank);
    if (const char* address = std::getenv("MASTER_ADDR"); address != nullptr)
        group.address = address;
    if (const char* port = std::getenv("MASTER_PORT"); port != nullptr)
        group.port = number("MASTER_PORT", port);
    return group;
}

int runProcesses(int count)
{
    const Interrupt interrupt;
    const int port = freePort();
    std::vector<pid_t> children;
    for (int rank = 0; rank < count; ++rank)
        children.push_back(start(rank, count, port));
    const std::stop_callback passOn(interrupt.token(), [&] {
        for (const pid_t child : children)
            ::kill(child, SIGTERM);
    });
    int code = 0;
    for (const pid_t child : children) {
        int status = 0;
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        const int own = WIFEXITED(status) ? WEXITSTATUS(status) : exitCode(ErrorKind::Internal);
        if (code == 0)
            code = own;
    }
    return code;
}

} // namespace vlmo::cli
