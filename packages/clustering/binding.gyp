{
  "targets": [
    {
      "target_name": "clusterboard_faiss",
      "sources": [
        "native/addon.cc",
        "native/block_search.cc",
        "native/centroid_order.cc",
        "native/centroid_search.cc",
        "native/centroid_sums.cc",
        "native/column_sums.cc",
        "native/distance_sampler.cc",
        "native/finite.cc",
        "native/inertia.cc",
        "native/job.cc",
        "native/kmeans.cc",
        "native/logistic.cc",
        "native/packed_centroids.cc",
        "native/panel_scan.cc",
        "native/pca.cc",
        "native/reduction.cc",
        "native/row_bounds.cc",
        "native/row_sketches.cc",
        "native/search_state.cc",
        "native/squared_distance.cc",
        "native/step_rates.cc"
      ],
      "includes": ["native/faiss.gypi"],
      "defines": ["NAPI_VERSION=8", "NAPI_CPP_EXCEPTIONS"]
    }
  ]
}
