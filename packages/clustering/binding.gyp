{
  "targets": [
    {
      "target_name": "clusterboard_faiss",
      "sources": [
        "native/addon.cc",
        "native/finite.cc",
        "native/job.cc",
        "native/kmeans/centroid_sums.cc",
        "native/kmeans/distance_sampler.cc",
        "native/kmeans/inertia.cc",
        "native/kmeans/kmeans.cc",
        "native/kmeans/row_sketches.cc",
        "native/linear/block_lanczos.cc",
        "native/linear/column_sums.cc",
        "native/linear/eigenpairs.cc",
        "native/linear/gram_pca.cc",
        "native/linear/logistic.cc",
        "native/linear/pca.cc",
        "native/reduction.cc",
        "native/search/block_search.cc",
        "native/search/centroid_order.cc",
        "native/search/centroid_search.cc",
        "native/search/packed_centroids.cc",
        "native/search/panel_scan.cc",
        "native/search/row_bounds.cc",
        "native/search/search_state.cc",
        "native/search/squared_distance.cc",
        "native/step_rates.cc"
      ],
      "includes": ["native/faiss.gypi"],
      "include_dirs": ["native"],
      "defines": ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS"]
    }
  ]
}
