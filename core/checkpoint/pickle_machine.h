#pragma once

#include "core/checkpoint/byte_reader.h"
#include "core/checkpoint/pickle.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vlmo {

/// The stack machine of Python's pickle format, reduced to what torch.save emits (protocol 2, and the shorter forms of
/// protocol 4). Instructions have the names of Python's `pickletools`. It never recurses, so nesting costs no stack.
class PickleMachine {
public:
    PickleMachine(std::span<const std::byte> bytes, std::uint64_t firstByte, const std::string& source);

    [[nodiscard]] PickleDocument run();

private:
    using Kind = PickleValue::Kind;
    using Values = std::vector<PickleValue>;

    // Each executes the instruction and says whether it was one of its own.
    [[nodiscard]] bool pushesPlainValue(std::uint8_t instruction);
    [[nodiscard]] bool pushesText(std::uint8_t instruction);
    [[nodiscard]] bool makesCollection(std::uint8_t instruction);
    [[nodiscard]] bool fillsCollection(std::uint8_t instruction);
    [[nodiscard]] bool movesOnStack(std::uint8_t instruction);
    [[nodiscard]] bool usesMemo(std::uint8_t instruction);
    [[nodiscard]] bool namesOrCalls(std::uint8_t instruction);

    void push(Kind kind, std::int64_t number = 0);
    void push(PickleValue value);
    [[nodiscard]] PickleValue pop();
    [[nodiscard]] PickleValue& top();
    [[nodiscard]] Values popToMark();

    void pushBigInteger(std::uint64_t size);
    void pushText(Kind kind, std::uint64_t size);
    void pushSequence(Kind kind, Values values);
    void pushTuple(std::size_t size);
    void pushGlobal(std::string_view module, std::string_view name);
    void addTo(Kind kind, const Values& values);
    void remember(std::uint64_t slot);
    void recall(std::uint64_t slot);

    void call();
    [[noreturn]] void refuseCall(PickleValue callee);
    void makeObject(PickleValue type);
    void pushObject(std::string_view type);
    void setState();
    void pushPersistent();
    void pushStorage(const Values& parts);
    void pushTensor(const Values& arguments);

    [[nodiscard]] std::uint64_t size(PickleValue value, const char* what);
    [[nodiscard]] std::vector<std::int64_t> sizes(PickleValue value, const char* what);
    /// The values of a tuple that must be a short one.
    [[nodiscard]] Values few(PickleValue value, const char* what);
    void count(std::size_t& counter);

    ByteReader m_reader;
    PickleDocument m_document;
    Values m_stack;
    std::vector<std::size_t> m_marks; ///< Heights of the stack at which a MARK was set.
    std::unordered_map<std::uint64_t, PickleValue> m_memo;
    std::size_t m_made = 0;
};

} // namespace vlmo
