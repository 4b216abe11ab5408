# CVODE, and what of SUNDIALS it needs.
foreach(part ARKODE CVODES IDA IDAS KINSOL)
  set(BUILD_${part} OFF CACHE BOOL "" FORCE)
endforeach()
foreach(option EXAMPLES_ENABLE_C EXAMPLES_ENABLE_CXX EXAMPLES_INSTALL BUILD_SHARED_LIBS BUILD_TESTING
        SUNDIALS_TEST_UNITTESTS)
  set(${option} OFF CACHE BOOL "" FORCE)
endforeach()
# KLU, the sparse solver that CVODE offers, if the system has it (Debian: libsuitesparse-dev).
find_path(KLU_INCLUDE_DIR klu.h PATH_SUFFIXES suitesparse)
find_library(KLU_LIBRARY klu)
set(ENABLE_KLU OFF)
if(KLU_INCLUDE_DIR AND KLU_LIBRARY)
  get_filename_component(KLU_LIBRARY_DIR "${KLU_LIBRARY}" DIRECTORY)
  set(ENABLE_KLU ON)
endif()
add_subdirectory("${SUNDIALS_SOURCE}" sundials EXCLUDE_FROM_ALL)

target_sources(rivals PRIVATE ${with_sundials})
target_compile_definitions(rivals PRIVATE OPIODYN_RIVALS_CVODE)
target_link_libraries(
  rivals PRIVATE sundials_cvode sundials_nvecserial sundials_sunmatrixdense sundials_sunlinsoldense
                 sundials_core)
if(ENABLE_KLU)
  target_compile_definitions(rivals PRIVATE OPIODYN_RIVALS_KLU)
  target_link_libraries(rivals PRIVATE sundials_sunmatrixsparse sundials_sunlinsolklu)
endif()
