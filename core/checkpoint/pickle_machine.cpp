#include "core/checkpoint/pickle_machine.h"

#include <algorithm>
#include <utility>

namespace vlmo {
namespace {

// Far above any checkpoint, and low enough that a hostile file costs no more than some hundred megabytes.
constexpr std::size_t longestPickle = 64'000'000;
constexpr std::size_t mostValuesMade = 8'000'000;
constexpr std::size_t highestStack = 1'000'000;

enum Instruction : std::uint8_t {
    MARK = '(',
    STOP = '.',
    POP = '0',
    POP_MARK = '1',
    DUP = '2',
    BINBYTES = 'B',
    SHORT_BINBYTES = 'C',
    BINFLOAT = 'G',
    BININT = 'J',
    BININT1 = 'K',
    BININT2 = 'M',
    NONE = 'N',
    BINPERSID = 'Q',
    REDUCE = 'R',
    BINSTRING = 'T',
    SHORT_BINSTRING = 'U',
    BINUNICODE = 'X',
    EMPTY_LIST = ']',
    APPEND = 'a',
    BUILD = 'b',
    GLOBAL = 'c',
    DICT = 'd',
    APPENDS = 'e',
    BINGET = 'h',
    INST = 'i',
    LONG_BINGET = 'j',
    LIST = 'l',
    OBJ = 'o',
    BINPUT = 'q',
    LONG_BINPUT = 'r',
    SETITEM = 's',
    TUPLE = 't',
    SETITEMS = 'u',
    EMPTY_DICT = '}',
    EMPTY_TUPLE = ')',
    PROTO = 0x80,
    NEWOBJ = 0x81,
    TUPLE1 = 0x85,
    TUPLE2 = 0x86,
    TUPLE3 = 0x87,
    NEWTRUE = 0x88,
    NEWFALSE = 0x89,
    LONG1 = 0x8A,
    LONG4 = 0x8B,
    SHORT_BINUNICODE = 0x8C,
    BINUNICODE8 = 0x8D,
    EMPTY_SET = 0x8F,
    ADDITEMS = 0x90,
    NEWOBJ_EX = 0x92,
    STACK_GLOBAL = 0x93,
    MEMOIZE = 0x94,
    FRAME = 0x95,
};

} // namespace

PickleMachine::PickleMachine(std::span<const std::byte> bytes, std::uint64_t firstByte, const std::string& source)
    : m_reader(bytes.first(std::min(bytes.size(), longestPickle)), firstByte, source)
{}

PickleDocument PickleMachine::run()
{
    for (;;) {
        const auto instruction = static_cast<std::uint8_t>(m_reader.number(1));
        if (instruction == STOP)
            break;
        if (!pushesPlainValue(instruction) && !pushesText(instruction) && !makesCollection(instruction) &&
            !fillsCollection(instruction) && !movesOnStack(instruction) && !usesMemo(instruction) &&
            !namesOrCalls(instruction))
            m_reader.refuse("has the pickle instruction " + std::to_string(instruction) +
                            ", which torch.save does not write");
    }
    m_document.root = pop();
    m_document.size = m_reader.position();
    return std::move(m_document);
}

bool PickleMachine::pushesPlainValue(std::uint8_t instruction)
{
    switch (instruction) {
    case NONE:
        push(Kind::None);
        return true;
    case NEWTRUE:
    case NEWFALSE:
        push(Kind::Truth, instruction == NEWTRUE ? 1 : 0);
        return true;
    case BININT:
        push(Kind::Integer, static_cast<std::int32_t>(m_reader.number(4)));
        return true;
    case BININT1:
        push(Kind::Integer, static_cast<std::int64_t>(m_reader.number(1)));
        return true;
    case BININT2:
        push(Kind::Integer, static_cast<std::int64_t>(m_reader.number(2)));
        return true;
    case LONG1:
        pushBigInteger(m_reader.number(1));
        return true;
    case LONG4:
        pushBigInteger(m_reader.number(4));
        return true;
    case BINFLOAT:
        m_reader.skip(8); // No tensor depends on it.
        push(Kind::Float);
        return true;
    default:
        return false;
    }
}

bool PickleMachine::pushesText(std::uint8_t instruction)
{
    switch (instruction) {
    case BINUNICODE:
        pushText(Kind::Text, m_reader.number(4));
        return true;
    case SHORT_BINUNICODE:
        pushText(Kind::Text, m_reader.number(1));
        return true;
    case BINUNICODE8:
        pushText(Kind::Text, m_reader.number(8));
        return true;
    case BINSTRING: // Python 2 wrote its texts as these.
        pushText(Kind::Text, m_reader.number(4));
        return true;
    case SHORT_BINSTRING:
        pushText(Kind::Text, m_reader.number(1));
        return true;
    case BINBYTES:
        pushText(Kind::Bytes, m_reader.number(4));
        return true;
    case SHORT_BINBYTES:
        pushText(Kind::Bytes, m_reader.number(1));
        return true;
    default:
        return false;
    }
}

bool PickleMachine::makesCollection(std::uint8_t instruction)
{
    switch (instruction) {
    case EMPTY_LIST:
        pushSequence(Kind::List, {});
        return true;
    case EMPTY_TUPLE:
        pushSequence(Kind::Tuple, {});
        return true;
    case EMPTY_DICT:
        pushSequence(Kind::Dictionary, {});
        return true;
    case EMPTY_SET:
        pushSequence(Kind::Set, {});
        return true;
    case LIST:
        pushSequence(Kind::List, popToMark());
        return true;
    case TUPLE:
        pushSequence(Kind::Tuple, popToMark());
        return true;
    case TUPLE1:
    case TUPLE2:
    case TUPLE3:
        pushTuple(1U + instruction - TUPLE1);
        return true;
    case DICT: {
        Values values = popToMark();
        if (values.size() % 2 != 0)
            m_reader.refuse("has a dictionary with a key that lacks its value");
        pushSequence(Kind::Dictionary, std::move(values));
        return true;
    }
    default:
        return false;
    }
}

bool PickleMachine::fillsCollection(std::uint8_t instruction)
{
    switch (instruction) {
    case APPEND: {
        const PickleValue value = pop();
        addTo(Kind::List, {value});
        return true;
    }
    case APPENDS:
        addTo(Kind::List, popToMark());
        return true;
    case SETITEM: {
        const PickleValue value = pop();
        const PickleValue key = pop();
        addTo(Kind::Dictionary, {key, value});
        return true;
    }
    case SETITEMS:
        addTo(Kind::Dictionary, popToMark());
        return true;
    case ADDITEMS:
        addTo(Kind::Set, popToMark());
        return true;
    default:
        return false;
    }
}

bool PickleMachine::movesOnStack(std::uint8_t instruction)
{
    switch (instruction) {
    case PROTO:
        m_reader.skip(1);
        return true;
    case FRAME:
        m_reader.skip(8);
        return true;
    case MARK:
        if (m_marks.size() >= highestStack)
            m_reader.refuse("is nested deeper than any checkpoint");
        m_marks.push_back(m_stack.size());
        return true;
    case POP:
        (void)pop();
        return true;
    case POP_MARK:
        (void)popToMark();
        return true;
    case DUP:
        push(top());
        return true;
    default:
        return false;
    }
}

bool PickleMachine::usesMemo(std::uint8_t instruction)
{
    switch (instruction) {
    case BINPUT:
        remember(m_reader.number(1));
        return true;
    case LONG_BINPUT:
        remember(m_reader.number(4));
        return true;
    case MEMOIZE:
        remember(m_memo.size());
        return true;
    case BINGET:
        recall(m_reader.number(1));
        return true;
    case LONG_BINGET:
        recall(m_reader.number(4));
        return true;
    default:
        return false;
    }
}

bool PickleMachine::namesOrCalls(std::uint8_t instruction)
{
    switch (instruction) {
    case GLOBAL: {
        const std::string_view module = m_reader.line();
        pushGlobal(module, m_reader.line());
        return true;
    }
    case STACK_GLOBAL: {
        const PickleValue name = pop();
        const PickleValue module = pop();
        if (name.kind != Kind::Text || module.kind != Kind::Text)
            m_reader.refuse("names an object by something that is no text");
        pushGlobal(m_document.text(module), m_document.text(name));
        return true;
    }
    case BINPERSID:
        pushPersistent();
        return true;
    case REDUCE:
        call();
        return true;
    case BUILD:
        setState();
        return true;
    case NEWOBJ_EX:
        (void)pop();
        (void)pop();
        refuseCall(pop());
    case NEWOBJ: {
        const PickleValue arguments = pop();
        const PickleValue type = pop();
        if (arguments.kind != Kind::Tuple || !m_document.sequence(arguments).empty())
            refuseCall(type);
        makeObject(type);
        return true;
    }
    case INST: {
        const std::string_view module = m_reader.line();
        pushGlobal(module, m_reader.line());
        refuseCall(pop());
    }
    case OBJ: {
        const Values values = popToMark();
        refuseCall(values.empty() ? PickleValue{} : values.front());
    }
    default:
        return false;
    }
}

void PickleMachine::push(Kind kind, std::int64_t number)
{
    push({kind, number});
}

void PickleMachine::push(PickleValue value)
{
    if (m_stack.size() >= highestStack)
        m_reader.refuse("stacks more values than any checkpoint");
    m_stack.push_back(value);
}

PickleValue& PickleMachine::top()
{
    if (m_stack.size() <= (m_marks.empty() ? 0 : m_marks.back()))
        m_reader.refuse("takes a value where none is");
    return m_stack.back();
}

PickleValue PickleMachine::pop()
{
    const PickleValue value = top();
    m_stack.pop_back();
    return value;
}

PickleMachine::Values PickleMachine::popToMark()
{
    if (m_marks.empty())
        m_reader.refuse("goes back to a mark that was never set");
    const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    Values values(first, m_stack.end());
    m_stack.erase(first, m_stack.end());
    m_marks.pop_back();
    return values;
}

void PickleMachine::pushBigInteger(std::uint64_t size)
{
    const std::span<const std::byte> bytes = m_reader.take(size);
    if (bytes.size() > sizeof(std::int64_t))
        return push(Kind::BigNumber);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    const std::size_t unused = 64 - 8 * bytes.size();
    // Shifted up and down again, the sign of the shorter number fills the upper bits.
    push(Kind::Integer, bytes.empty() ? 0 : static_cast<std::int64_t>(value << unused) >> unused);
}

void PickleMachine::pushText(Kind kind, std::uint64_t size)
{
    count(m_made);
    m_document.texts.push_back(m_reader.text(size));
    push(kind, static_cast<std::int64_t>(m_document.texts.size() - 1));
}

void PickleMachine::pushSequence(Kind kind, Values values)
{
    count(m_made);
    m_document.sequences.push_back(std::move(values));
    push(kind, static_cast<std::int64_t>(m_document.sequences.size() - 1));
}

void PickleMachine::pushTuple(std::size_t size)
{
    Values values(size);
    for (std::size_t i = size; i > 0; --i)
        values[i - 1] = pop();
    pushSequence(Kind::Tuple, std::move(values));
}

void PickleMachine::pushGlobal(std::string_view module, std::string_view name)
{
    constexpr std::size_t longestName = 1'000;
    if (module.size() + name.size() > longestName)
        m_reader.refuse("names an object by more than " + std::to_string(longestName) + " letters");
    count(m_made);
    m_document.globals.push_back(std::string(module) + "." + std::string(name));
    push(Kind::Global, static_cast<std::int64_t>(m_document.globals.size() - 1));
}

void PickleMachine::addTo(Kind kind, const Values& values)
{
    const PickleValue collection = top();
    if (collection.kind != kind || (kind == Kind::Dictionary && values.size() % 2 != 0))
        m_reader.refuse("adds to " + describe(m_document, collection) + " what does not belong there");
    Values& sequence = m_document.sequences[static_cast<std::size_t>(collection.number)];
    sequence.insert(sequence.end(), values.begin(), values.end());
}

void PickleMachine::remember(std::uint64_t slot)
{
    count(m_made);
    m_memo[slot] = top();
}

void PickleMachine::recall(std::uint64_t slot)
{
    const auto found = m_memo.find(slot);
    if (found == m_memo.end())
        m_reader.refuse("recalls a value it never stored");
    push(found->second);
}

void PickleMachine::count(std::size_t& counter)
{
    if (++counter > mostValuesMade)
        m_reader.refuse("makes more values than any checkpoint");
}

} // namespace vlmo
