// The addon's face towards JavaScript. Every argument has been checked by src/: what arrives here is
// of the right type, length and range.

#include <faiss/Index.h>
#include <napi.h>
#include <omp.h>

#include <algorithm>
#include <functional>
#include <string>

#include "linear/blas.h"
#include "linear/block_lanczos.h"
#include "search/centroid_search.h"
#include "linear/column_sums.h"
#include "linear/eigenpairs.h"
#include "linear/gram_pca.h"
#include "finite.h"
#include "kmeans/inertia.h"
#include "job.h"
#include "kmeans/kmeans.h"
#include "linear/logistic.h"
#include "search/panel_scan.h"
#include "linear/pca.h"
#include "step_rates.h"

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
    CentroidSearch(run, points, centroids, Searches::kOne).search(run, centroids, assignment);
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

Napi::Value add_column_sums(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto sums = data_at<Napi::Float64Array>(job, "sums");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    add_rows_by_group(run_of(context, threads), points, nullptr, sums);
    return [](Napi::Env env) { return env.Undefined(); };
  });
}

Napi::Value add_scatter(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto mean = data_at<Napi::Float64Array>(job, "mean");
  const auto scatter = data_at<Napi::Float64Array>(job, "scatter");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    add_scatter(run_of(context, threads), points, mean, scatter);
    return [](Napi::Env env) { return env.Undefined(); };
  });
}

Napi::Value principal_components(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto dim = size_at(job, "dim");
  const auto rows = size_at(job, "rows");
  const auto count = size_at(job, "count");
  const auto scatter = data_at<Napi::Float64Array>(job, "scatter");
  const auto components = data_at<Napi::Float32Array>(job, "components");
  const auto variance = data_at<Napi::Float64Array>(job, "explainedVariance");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    const double total = principal_components(run_of(context, 1), scatter, dim, rows, count, components, variance);
    return [=](Napi::Env env) { return Napi::Number::New(env, total); };
  });
}

Napi::Value add_gram(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto mean = data_at<Napi::Float64Array>(job, "mean");
  const auto gram = data_at<Napi::Float64Array>(job, "gram");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    add_gram(run_of(context, threads), points, mean, gram);
    return [](Napi::Env env) { return env.Undefined(); };
  });
}

Napi::Value gram_components(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto mean = data_at<Napi::Float64Array>(job, "mean");
  const auto gram = data_at<Napi::Float64Array>(job, "gram");
  const auto count = size_at(job, "count");
  const auto components = data_at<Napi::Float32Array>(job, "components");
  const auto variance = data_at<Napi::Float64Array>(job, "explainedVariance");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    const double total = gram_components(run_of(context, threads), points, mean, gram, count, components, variance);
    return [=](Napi::Env env) { return Napi::Number::New(env, total); };
  });
}

Napi::Value add_covariance_products(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto mean = data_at<Napi::Float64Array>(job, "mean");
  const auto vectors = data_at<Napi::Float64Array>(job, "vectors");
  const auto width = size_at(job, "width");
  const auto products = data_at<Napi::Float64Array>(job, "products");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    const double squares = add_covariance_products(run_of(context, threads), points, mean, vectors, width, products);
    return [=](Napi::Env env) { return Napi::Number::New(env, squares); };
  });
}

Basis basis_of(const Napi::Object& job) {
  return {data_at<Napi::Float64Array>(job, "basis"), size_at(job, "size"), size_at(job, "dim")};
}

Napi::Value orthonormalise(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto basis = basis_of(job);
  const auto block = data_at<Napi::Float64Array>(job, "block");
  const auto width = size_at(job, "width");
  const auto seed = size_at(job, "seed");
  const auto coefficients = data_at<Napi::Float64Array>(job, "coefficients");
  const auto triangle = data_at<Napi::Float64Array>(job, "triangle");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    orthonormalise(run_of(context, threads), basis, block, width, seed, coefficients, triangle);
    return [](Napi::Env env) { return env.Undefined(); };
  });
}

Napi::Value combine_basis(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto basis = basis_of(job);
  const auto weights = data_at<Napi::Float64Array>(job, "weights");
  const auto count = size_at(job, "count");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    combine_basis(run_of(context, threads), basis, weights, count);
    return [](Napi::Env env) { return env.Undefined(); };
  });
}

Napi::Value largest_eigenpairs(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto symmetric = data_at<Napi::Float64Array>(job, "symmetric");
  const auto dim = size_at(job, "dim");
  const auto count = size_at(job, "count");
  const auto values = data_at<Napi::Float64Array>(job, "values");
  const auto vectors = data_at<Napi::Float64Array>(job, "vectors");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    run_of(context, 1);
    const auto eigen = ::largest_eigenpairs(symmetric, dim, count);
    for (size_t c = 0; c < count; ++c) {
      values[c] = eigen.values[count - 1 - c];
      std::copy_n(eigen.vectors.data() + (count - 1 - c) * dim, dim, vectors + c * dim);
    }
    return [](Napi::Env env) { return env.Undefined(); };
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

LinearModel linear_model_of(const Napi::Object& job) {
  return {size_at(job, "classes"), data_at<Napi::Float32Array>(job, "mean"), data_at<Napi::Float32Array>(job, "scale"),
          data_at<Napi::Float64Array>(job, "weights")};
}

RowChoice row_choice_of(const Napi::Object& job) {
  const auto rows = job.Get("rows").As<Napi::Int32Array>();
  return {rows.Data(), rows.ElementLength()};
}

Napi::Value logistic_loss(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto rows = row_choice_of(job);
  const auto labels = data_at<Napi::Int32Array>(job, "labels");
  const auto model = linear_model_of(job);
  const auto gradient = data_at<Napi::Float64Array>(job, "gradient");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    const double loss = logistic_loss(run_of(context, threads), points, rows, labels, model, gradient);
    return [=](Napi::Env env) { return Napi::Number::New(env, loss); };
  });
}

Napi::Value predict_linear(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto rows = row_choice_of(job);
  const auto model = linear_model_of(job);
  const auto predicted = data_at<Napi::Int32Array>(job, "predicted");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    predict_linear(run_of(context, threads), points, rows, model, predicted);
    return [](Napi::Env env) { return env.Undefined(); };
  });
}

Napi::Value measure_steps(const Napi::CallbackInfo& info) {
  const auto job = info[0].As<Napi::Object>();
  const auto points = matrix_at(job, "points");
  const auto centroids = matrix_at(job, "centroids");
  const auto assignment = data_at<Napi::Int32Array>(job, "assignment");
  const auto threads = size_at(job, "threads");
  return start_job(info.Env(), job, info.Env().Undefined(), [=](JobContext& context) -> Settle {
    const auto seconds = measure_steps(run_of(context, threads), points, centroids, assignment);
    return [=](Napi::Env env) {
      auto value = Napi::Object::New(env);
      value.Set("assignment", seconds.assignment);
      value.Set("product", seconds.product);
      return value;
    };
  });
}

Napi::Value list_kernels(const Napi::CallbackInfo& info) {
  auto names = Napi::Array::New(info.Env());
  for (const Kernel* kernel = kernels(); kernel->name != nullptr; ++kernel)
    names.Set(names.Length(), Napi::String::New(info.Env(), kernel->name));
  return names;
}

Napi::Value choose_kernel(const Napi::CallbackInfo& info) {
  const auto name = info[0].As<Napi::String>().Utf8Value();
  for (const Kernel* kernel = kernels(); kernel->name != nullptr; ++kernel)
    if (name == kernel->name) use_kernel(*kernel);
  return info.Env().Undefined();
}

/** For what is called on this thread: faiss's parallel regions wait for every thread, at each of thousands of blocks. */
Napi::Value use_one_openmp_thread(const Napi::CallbackInfo& info) {
  omp_set_num_threads(1);
  return info.Env().Undefined();
}

Napi::Value versions(const Napi::CallbackInfo& info) {
  auto value = Napi::Object::New(info.Env());
  value.Set("faiss", std::to_string(FAISS_VERSION_MAJOR) + "." + std::to_string(FAISS_VERSION_MINOR) + "." +
                         std::to_string(FAISS_VERSION_PATCH));
  value.Set("kernel", kernel().name);
  value.Set("blas", std::string(openblas_get_config()));
  return value;
}

Napi::Object initialise(Napi::Env env, Napi::Object exports) {
  exports.Set("firstRowNotFinite", Napi::Function::New(env, first_row_not_finite));
  exports.Set("assign", Napi::Function::New(env, assign));
  exports.Set("kmeans", Napi::Function::New(env, kmeans));
  exports.Set("addColumnSums", Napi::Function::New(env, add_column_sums));
  exports.Set("addScatter", Napi::Function::New(env, add_scatter));
  exports.Set("principalComponents", Napi::Function::New(env, principal_components));
  exports.Set("addGram", Napi::Function::New(env, add_gram));
  exports.Set("gramComponents", Napi::Function::New(env, gram_components));
  exports.Set("addCovarianceProducts", Napi::Function::New(env, add_covariance_products));
  exports.Set("orthonormalise", Napi::Function::New(env, orthonormalise));
  exports.Set("combineBasis", Napi::Function::New(env, combine_basis));
  exports.Set("largestEigenpairs", Napi::Function::New(env, largest_eigenpairs));
  exports.Set("applyPca", Napi::Function::New(env, apply_pca));
  exports.Set("logisticLoss", Napi::Function::New(env, logistic_loss));
  exports.Set("predictLinear", Napi::Function::New(env, predict_linear));
  exports.Set("measureSteps", Napi::Function::New(env, measure_steps));
  exports.Set("kernels", Napi::Function::New(env, list_kernels));
  exports.Set("chooseKernel", Napi::Function::New(env, choose_kernel));
  exports.Set("useOneOpenMpThread", Napi::Function::New(env, use_one_openmp_thread));
  exports.Set("versions", Napi::Function::New(env, versions));
  return exports;
}

}  // namespace

NODE_API_MODULE(clusterboard_faiss, initialise)
