#pragma once

#include <napi.h>

#include <atomic>
#include <functional>

/** Makes the value that the promise resolves with, back on the JavaScript thread. */
using Settle = std::function<Napi::Value(Napi::Env)>;

/** What a job may do while it runs on its own thread. */
class JobContext {
 public:
  virtual const std::atomic<bool>& cancelled() const = 0;
  /** Calls the JavaScript progress function with what `make` returns, soon, in order. */
  virtual void report(Settle make) = 0;

 protected:
  ~JobContext() = default;
};

using Work = std::function<Settle(JobContext&)>;

/**
 * Runs `work` on a thread of its own (libuv's few are for I/O) and returns { promise, cancel }.
 *
 * `buffers` holds every typed array that the work reads or writes: they are kept alive, not copied.
 * `on_progress` is a function or undefined. The process ending cancels the job and waits for it.
 */
Napi::Object start_job(Napi::Env env, Napi::Value buffers, Napi::Value on_progress, Work work);
