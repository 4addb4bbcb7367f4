# How everything here is compiled and linked against faiss: portable code (no -march), results that do
# not depend on whether a processor has fused multiply-add, and faiss kept out of the exported symbols.
{
  "include_dirs": ["<!@(node -p \"require('node-addon-api').include\")"],
  "cflags!": ["-fno-exceptions"],
  "cflags_cc!": ["-fno-exceptions", "-fno-rtti", "-std=gnu++17", "-std=gnu++20"],
  "cflags_cc": ["-std=c++17", "-O3", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", "-fopenmp"],
  "conditions": [
    ["OS=='linux'", {
      "libraries": ["-lfaiss", "-lopenblas", "-lgomp"],
      "ldflags": ["-Wl,--exclude-libs,ALL"]
    }],
    ["OS=='mac'", {
      "include_dirs": ["<!(brew --prefix faiss)/include", "<!(brew --prefix libomp)/include"],
      "libraries": [
        "-L<!(brew --prefix faiss)/lib", "-lfaiss",
        "-L<!(brew --prefix openblas)/lib", "-lopenblas",
        "-L<!(brew --prefix libomp)/lib", "-lomp"
      ],
      "xcode_settings": {
        "GCC_ENABLE_CPP_EXCEPTIONS": "YES",
        "GCC_ENABLE_CPP_RTTI": "YES",
        "CLANG_CXX_LANGUAGE_STANDARD": "c++17",
        "CLANG_CXX_LIBRARY": "libc++",
        "MACOSX_DEPLOYMENT_TARGET": "11.0",
        "OTHER_CPLUSPLUSFLAGS": ["-O3", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", "-Xpreprocessor", "-fopenmp"]
      }
    }]
  ]
}
