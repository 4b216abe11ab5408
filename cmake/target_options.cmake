include("${CMAKE_CURRENT_LIST_DIR}/hardening.cmake")

# opiodyn_target_options(<target>): what every target of ours is compiled with.
#
# The same source gives the same bits everywhere: no contraction into fused multiply-adds, and never
# -ffast-math. Warnings are for developers; a consumer's build stays quiet.
function(opiodyn_target_options target)
  target_compile_features(${target} PRIVATE cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE -ffp-contract=off)
  if(OPIODYN_HARDENING)
    opiodyn_harden(${target})
  endif()
  if(OPIODYN_DEVELOPER_MODE)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
    # Clang's -Wconversion includes the signs, GCC's does not.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wno-sign-conversion>)
    # GCC 12 sees overlapping copies in plain std::string sums (GCC bug 105651, fixed in 13).
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      target_compile_options(${target} PRIVATE -Wno-restrict)
      # It no longer knows precompiled headers as those of the system, and so says more about the same sums.
      if(OPIODYN_PRECOMPILE)
        target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread)
      endif()
    endif()
  endif()
  if(OPIODYN_WARNINGS_AS_ERRORS)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
endfunction()

# opiodyn_precompile(<target> <header>...): these headers are parsed once for the whole target, where builds ask for it.
# A source that needs one includes it all the same, because other builds do not.
function(opiodyn_precompile target)
  if(OPIODYN_PRECOMPILE)
    target_precompile_headers(${target} PRIVATE ${ARGN})
    # Without the time of the header, which ccache could not tell from a change.
    target_compile_options(${target} PRIVATE "$<$<CXX_COMPILER_ID:Clang,AppleClang>:SHELL:-Xclang -fno-pch-timestamp>")
  endif()
endfunction()
