#include "core/checkpoint/pickle.h"

#include "core/checkpoint/pickle_machine.h"

namespace vlmo {

PickleDocument readPickle(std::span<const std::byte> bytes, std::uint64_t firstByte, const std::string& source)
{
    return PickleMachine(bytes, firstByte, source).run();
}

std::string describe(const PickleDocument& document, PickleValue value)
{
    using Kind = PickleValue::Kind;
    switch (value.kind) {
    case Kind::None:
        return "nothing (None)";
    case Kind::Truth:
        return "a truth value";
    case Kind::Integer:
    case Kind::Float:
    case Kind::BigNumber:
        return "a number";
    case Kind::Text:
        return "a text";
    case Kind::Bytes:
        return "bytes";
    case Kind::List:
        return "a list";
    case Kind::Tuple:
        return "a tuple";
    case Kind::Dictionary:
        return "a dictionary";
    case Kind::Set:
        return document.sequence(value).empty() ? "an empty set" : "a set";
    case Kind::Global:
        return "the object " + document.globals.at(static_cast<std::size_t>(value.number));
    case Kind::Storage:
        return "a storage without a tensor";
    case Kind::Tensor:
        return "a tensor";
    case Kind::Object:
        return "an object of " + std::string(document.objects.at(static_cast<std::size_t>(value.number)).type);
    }
    return "something unknown";
}

} // namespace vlmo
