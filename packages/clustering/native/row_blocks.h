#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

/** Thrown out of a computation whose caller has asked it to stop. */
struct Cancelled {};

/** How much of the machine a computation may use, and whether it must stop. */
struct Run {
  size_t threads;
  const std::atomic<bool>& cancelled;
};

/**
 * Calls `work(block, begin, end)` for every block of `block_size` items out of `count`.
 *
 * Blocks do not depend on the number of threads, so a result is the same for any number of them as
 * long as blocks write to disjoint places and partial sums are added up in the order of blocks.
 */
template <class Work>
void for_each_block(const Run& run, size_t count, size_t block_size, const Work& work) {
  const size_t blocks = (count + block_size - 1) / block_size;
  std::atomic<size_t> next{0};
  std::exception_ptr failure;
  std::mutex failure_mutex;

  const auto take_blocks = [&] {
    try {
      while (!run.cancelled.load(std::memory_order_relaxed)) {
        const size_t block = next.fetch_add(1);
        if (block >= blocks) return;
        const size_t begin = block * block_size;
        work(block, begin, std::min(count, begin + block_size));
      }
    } catch (...) {
      next.store(blocks);
      const std::lock_guard<std::mutex> lock(failure_mutex);
      if (!failure) failure = std::current_exception();
    }
  };

  std::vector<std::thread> others;
  const size_t team = std::min(run.threads, blocks);
  try {
    for (size_t i = 1; i < team; ++i) others.emplace_back(take_blocks);
  } catch (const std::system_error&) {
    // The system gives no more threads: those that run do all the blocks.
  }
  take_blocks();
  for (auto& thread : others) thread.join();

  if (failure) std::rethrow_exception(failure);
  if (run.cancelled.load()) throw Cancelled{};
}
