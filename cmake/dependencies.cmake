# Eigen (public) and the Boost headers (private): the installed ones first, a pinned download last.
#
# Result: the targets Eigen3::Eigen and Boost::headers.
include(FetchContent)

# `pip install` offers the headers of the build requirements cmeel-eigen and cmeel-boost in
# <site-packages>/cmeel.prefix, where find_package does not look by itself.
foreach(entry IN LISTS CMAKE_PREFIX_PATH)
  if(IS_DIRECTORY "${entry}/cmeel.prefix")
    list(APPEND CMAKE_PREFIX_PATH "${entry}/cmeel.prefix")
  endif()
endforeach()

# opiodyn_fetch_headers(<name> <imported target> <include subdirectory> <url> <sha256>)
#
# A header-only download becomes an imported target, so that it never enters our export set.
function(opiodyn_fetch_headers name target subdirectory url sha256)
  if(NOT OPIODYN_FETCH_DEPENDENCIES)
    message(FATAL_ERROR "${name} was not found and OPIODYN_FETCH_DEPENDENCIES is OFF. "
                        "Install it, or point CMAKE_PREFIX_PATH at it.")
  endif()
  message(STATUS "${name} was not found: downloading ${url}")
  string(TOLOWER "opiodyn_${name}" content)
  # SOURCE_SUBDIR names a directory that does not exist: unpack, but run none of its CMake code.
  FetchContent_Declare(
    ${content}
    URL "${url}"
    URL_HASH "SHA256=${sha256}"
    SOURCE_SUBDIR "no-build")
  FetchContent_MakeAvailable(${content})
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE "${${content}_SOURCE_DIR}${subdirectory}")
endfunction()

# Eigen 3.4 and 5 are both right; a version range of find_package cannot say so.
if(NOT TARGET Eigen3::Eigen)
  find_package(Eigen3 3.4 CONFIG QUIET)
  if(NOT Eigen3_FOUND)
    find_package(Eigen3 5 CONFIG QUIET)
  endif()
endif()
if(NOT TARGET Eigen3::Eigen)
  opiodyn_fetch_headers(
    Eigen Eigen3::Eigen ""
    "https://gitlab.com/libeigen/eigen/-/archive/3.4.0/eigen-3.4.0.tar.bz2"
    b4c198460eba6f28d34894e3a5710998818515104d6e74e5cc331ce31e46e626)
endif()

if(NOT TARGET Boost::headers)
  find_package(Boost 1.74 CONFIG QUIET)
  if(NOT Boost_FOUND)
    find_package(Boost 1.74 MODULE QUIET)
  endif()
endif()
if(NOT TARGET Boost::headers)
  opiodyn_fetch_headers(
    Boost Boost::headers ""
    "https://archives.boost.io/release/1.86.0/source/boost_1_86_0.tar.bz2"
    1bed88e40401b2cb7a1f76d4bab499e352fa4d0c5f31c0dbae64e24d34d7513b)
endif()
