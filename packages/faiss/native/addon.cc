// The addon's face towards JavaScript. Every argument has been checked by src/: what arrives here is
// of the right type, length and range.

#include <faiss/Index.h>
#include <napi.h>

#include <algorithm>
#include <functional>
#include <string>

#include "blas.h"
#include "centroid_search.h"
#include "finite.h"
#include "inertia.h"
#include "job.h"
#include "kmeans.h"
#include "pca.h"

namespace {

size_t size_at(const Napi::Object& object, const char* name) {
  return static_cast<size_t>(object.Get(name).As<Napi::Number>().Int64Value());
}

template <class Array>
auto data_at(const Napi::Object& object, const char* name) {
  return object.Get(name).As<Array>().Data();
}

/** { data, rows, dim } under `name`. */
Matrix matrix_at(const Napi::Object& object, const char* name) {
  const auto matrix = object.Get(name).As<Napi::Object>();
  return {data_at<Napi::Float32Array>(matrix, "data"), size_at(matrix, "rows"), size_at(matrix, "dim")};
}

/** This package runs its own threads, and a BLAS that splits a product would change its bits with their number. */
Run run_of(const JobContext& context, size_t threads) {
  openblas_set_num_threads(1);
  return {threads, context.cancelled()};
}

Napi::Value first_row_not_finite(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    const auto row = first_row_not_finite(run_of(context, threads), points);
    return [=](Napi::Env env) { return Napi::Number::New(env, static_cast<double>(row)); };
  });
}

Napi::Value assign(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto centroids = matrix_at(job, "centroids");
  const auto assignment = data_at<Napi::Int32Array>(job, "assignment");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    const auto run = run_of(context, threads);
    std::fill_n(assignment, points.rows, -1);
    CentroidSearch(run, points, centroids, CentroidSearch::Searches::kOne).search(run, centroids, assignment);
    const double inertia = inertia_of(run, points, centroids, assignment);
    return [=](Napi::Env env) { return Napi::Number::New(env, inertia); };
  });
}

Settle progress_value(const KmeansProgress& progress) {
  return [=](Napi::Env env) {
    auto value = Napi::Object::New(env);
    value.Set("iteration", static_cast<double>(progress.iteration));
    value.Set("inertia", progress.inertia);
    value.Set("moved", static_cast<double>(progress.moved));
    return value;
  };
}

Napi::Value kmeans(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto centroids = data_at<Napi::Float32Array>(job, "centroids");
  const auto assignment = data_at<Napi::Int32Array>(job, "assignment");
  const auto threads = size_at(job, "threads");
  const KmeansOptions options{size_at(job, "clusters"), size_at(job, "seed"), size_at(job, "maxIterations"),
                              job.Get("started").ToBoolean()};
  const bool listens = info[1].IsFunction();
  return start_job(info.Env(), job, info[1], [=](JobContext& context) -> Settle {
    std::function<void(const KmeansProgress&)> report;
    if (listens) report = [&](const KmeansProgress& progress) { context.report(progress_value(progress)); };
    const auto summary = kmeans(run_of(context, threads), points, options, centroids, assignment, report);
    return [=](Napi::Env env) {
      auto value = Napi::Object::New(env);
      value.Set("inertia", summary.inertia);
      value.Set("iterations", static_cast<double>(summary.iterations));
      value.Set("converged", summary.converged);
      value.Set("reseeded", static_cast<double>(summary.reseeded));
      return value;
    };
  });
}

Napi::Value fit_pca(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto count = size_at(job, "count");
  const auto threads = size_at(job, "threads");
  const PcaBuffers out{data_at<Napi::Float64Array>(job, "mean"), data_at<Napi::Float32Array>(job, "components"),
                       data_at<Napi::Float64Array>(job, "explainedVariance")};
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    const double total = fit_pca(run_of(context, threads), points, count, out);
    return [=](Napi::Env env) { return Napi::Number::New(env, total); };
  });
}

Napi::Value apply_pca(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto components = matrix_at(job, "components");
  const auto mean = data_at<Napi::Float64Array>(job, "mean");
  const auto projected = data_at<Napi::Float32Array>(job, "projected");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    apply_pca(run_of(context, threads), points, mean, components, projected);
    return [](Napi::Env env) { return env.Undefined(); };
  });
}

Napi::Value versions(const Napi::CallbackInfo& info) {
  auto value = Napi::Object::New(info.Env());
  value.Set("faiss", std::to_string(FAISS_VERSION_MAJOR) + "." + std::to_string(FAISS_VERSION_MINOR) + "." +
                         std::to_string(FAISS_VERSION_PATCH));
  value.Set("blas", std::string(openblas_get_config()));
  return value;
}

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  exports.Set("firstRowNotFinite", Napi::Function::New(env, first_row_not_finite));
  exports.Set("assign", Napi::Function::New(env, assign));
  exports.Set("kmeans", Napi::Function::New(env, kmeans));
  exports.Set("fitPca", Napi::Function::New(env, fit_pca));
  exports.Set("applyPca", Napi::Function::New(env, apply_pca));
  exports.Set("versions", Napi::Function::New(env, versions));
  return exports;
}

}  // namespace

NODE_API_MODULE(clusterboard_faiss, initialise)
