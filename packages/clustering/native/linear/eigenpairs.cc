#include "linear/eigenpairs.h"

#include <stdexcept>
#include <string>

#include "linear/blas.h"

Eigenpairs largest_eigenpairs(double* symmetric, size_t dim, size_t count) {
  constexpr double kZero = 0;
  const int n = static_cast<int>(dim), upper = n, lower = n - static_cast<int>(count) + 1;
  Eigenpairs eigen{std::vector<double>(dim), std::vector<double>(count * dim)};
  std::vector<int> support(2 * count);
  int found = 0, info = 0, work_size = -1, integer_size = -1;
  std::vector<double> work(1);
  std::vector<int> integers(1);
  const auto solve = [&] {
    dsyevr_("V", "I", "U", &n, symmetric, &n, &kZero, &kZero, &lower, &upper, &kZero, &found,
            eigen.values.data(), eigen.vectors.data(), &n, support.data(), work.data(), &work_size, integers.data(),
            &integer_size, &info);
  };
  solve();  // asks for the sizes of its work space
  work_size = static_cast<int>(work[0]);
  integer_size = integers[0];
  work.resize(static_cast<size_t>(work_size));
  integers.resize(static_cast<size_t>(integer_size));
  solve();
  if (info != 0 || found != static_cast<int>(count))
    throw std::runtime_error("LAPACK dsyevr failed with " + std::to_string(info));
  return eigen;
}
