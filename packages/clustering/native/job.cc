#include "job.h"

#include <memory>
#include <string>
#include <system_error>
#include <thread>

#include "row_blocks.h"

namespace {

using Flag = std::shared_ptr<std::atomic<bool>>;

/** Not any more while a worker thread is being ended: whatever then calls JavaScript ends the process. */
bool can_run_javascript(napi_env env) {
  napi_value global;
  bool found = false;
  return env != nullptr && napi_get_global(env, &global) == napi_ok &&
         napi_has_named_property(env, global, "Object", &found) == napi_ok;
}

struct Job final : JobContext {
  Job(Napi::Env env, Napi::Value kept, Work todo, Flag flag)
      : deferred(Napi::Promise::Deferred::New(env)),
        buffers(Napi::Persistent(kept.As<Napi::Object>())),
        work(std::move(todo)),
        stop(std::move(flag)) {}

  const std::atomic<bool>& cancelled() const override { return *stop; }

  void report(Settle make) override {
    auto* message = new Settle(std::move(make));
    const auto call = [](Napi::Env env, Napi::Function on_progress, Settle* made) {
      const std::unique_ptr<Settle> owned(made);
      if (!can_run_javascript(env)) return;
      const napi_value argument = (*owned)(env);
      // Without node-addon-api's checks: the function does not throw, but it may end its worker thread.
      napi_call_function(env, env.Undefined(), on_progress, 1, &argument, nullptr);
    };
    if (channel.NonBlockingCall(message, call) != napi_ok) delete message;
  }

  void run() {
    try {
      settle = work(*this);
    } catch (const Cancelled&) {
      failure = "cancelled";
    } catch (const std::exception& error) {
      failure = error.what();
    }
    channel.BlockingCall(this, [](Napi::Env env, Napi::Function, Job* job) {
      if (can_run_javascript(env)) job->finish(env);
    });
    channel.Release();
  }

  void finish(Napi::Env env) {
    // Now rather than when the channel is closed, some turns of the event loop later.
    buffers.Reset();
    if (settle) {
      deferred.Resolve(settle(env));
    } else {
      deferred.Reject(Napi::Error::New(env, failure).Value());
    }
  }

  Napi::Promise::Deferred deferred;
  Napi::ObjectReference buffers;
  Work work;
  Flag stop;
  Napi::ThreadSafeFunction channel;
  Settle settle;
  std::string failure;
  std::thread thread;
};

}  // namespace

Napi::Object start_job(Napi::Env env, Napi::Value buffers, Napi::Value on_progress, Work work) {
  const auto stop = std::make_shared<std::atomic<bool>>(false);
  auto* job = new Job(env, buffers, std::move(work), stop);
  const auto callback = on_progress.IsFunction() ? on_progress.As<Napi::Function>()
                                                 : Napi::Function::New(env, [](const Napi::CallbackInfo&) {});
  job->channel = Napi::ThreadSafeFunction::New(env, callback, "clusterboard-faiss", 0, 1, [job](Napi::Env) {
    job->stop->store(true);
    if (job->thread.joinable()) job->thread.join();
    delete job;
  });

  auto handle = Napi::Object::New(env);
  handle.Set("promise", job->deferred.Promise());
  handle.Set("cancel", Napi::Function::New(env, [stop](const Napi::CallbackInfo&) { stop->store(true); }));
  try {
    job->thread = std::thread([job] { job->run(); });
  } catch (const std::system_error& error) {
    job->failure = error.what();
    job->finish(env);
    job->channel.Release();
  }
  return handle;
}
