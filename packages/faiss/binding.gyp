{
  "targets": [
    {
      "target_name": "clusterboard_faiss",
      "sources": [
        "native/addon.cc",
        "native/assignment.cc",
        "native/column_sums.cc",
        "native/distance_sampler.cc",
        "native/finite.cc",
        "native/job.cc",
        "native/kmeans.cc",
        "native/nearest_centroid.cc",
        "native/pca.cc",
        "native/squared_distance.cc"
      ],
      "includes": ["native/faiss.gypi"],
      "defines": ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS"]
    }
  ]
}
