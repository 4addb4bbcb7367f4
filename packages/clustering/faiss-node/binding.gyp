{
  "targets": [
    {
      "target_name": "faiss-node",
      "sources": ["faiss_node.cc"],
      "includes": ["../native/faiss.gypi"],
      "include_dirs": ["<!(node -p \"require('node:path').dirname(require.resolve('faiss-node/package.json'))\")/src"],
      "defines": ["NAPI_VERSION=6", "NAPI_CPP_EXCEPTIONS"]
    }
  ]
}
