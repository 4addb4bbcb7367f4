// The source that the faiss-node package ships, compiled where its install script cannot download a
// binary. It is written for faiss 1.7.4, which moved idx_t out of Index.

#include <faiss/Index.h>

#if FAISS_VERSION_MAJOR == 1 && FAISS_VERSION_MINOR == 7 && FAISS_VERSION_PATCH < 4
namespace faiss {
using idx_t = Index::idx_t;
}
#endif

#include "faiss.cc"
