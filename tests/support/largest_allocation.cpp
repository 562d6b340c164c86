#include "tests/support/largest_allocation.h"

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> largest{0};

void* allocateOrNull(std::size_t size) noexcept
{
    std::size_t before = largest.load();
    while (size > before && !largest.compare_exchange_weak(before, size)) {
    }
    return std::malloc(size == 0 ? 1 : size);
}

void* allocate(std::size_t size)
{
    if (void* const block = allocateOrNull(size))
        return block;
    throw std::bad_alloc();
}

} // namespace

void* operator new(std::size_t size)
{
    return allocate(size);
}

void* operator new[](std::size_t size)
{
    return allocate(size);
}

// Without these, the memory that std::stable_sort and libFuzzer take would come from elsewhere and still be freed
// below.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    return allocateOrNull(size);
}

void* operator new[](std::size_t size, const std::nothrow_t&) noexcept
{
    return allocateOrNull(size);
}

void operator delete(void* block) noexcept
{
    std::free(block);
}

void operator delete[](void* block) noexcept
{
    std::free(block);
}

void operator delete(void* block, std::size_t) noexcept
{
    std::free(block);
}

void operator delete[](void* block, std::size_t) noexcept
{
    std::free(block);
}

namespace vlmo::test {

std::size_t largestAllocation() noexcept
{
    return largest.load();
}

void resetLargestAllocation() noexcept
{
    largest.store(0);
}

} // namespace vlmo::test
