# Runs the program that prints the code of steps (docs/generated-code.md), while the library is built.
#
#   cmake -DPROGRAM=<program, or emulator and program> -DFOLDER=<folder> -P run_trace.cmake
cmake_minimum_required(VERSION 3.22...3.29)
list(FILTER PROGRAM EXCLUDE REGEX "^$") # there may be no emulator
execute_process(COMMAND ${PROGRAM} "${FOLDER}" RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  list(JOIN PROGRAM " " program)
  message(FATAL_ERROR "The program that prints the code of steps failed here (${result}): ${program}\n"
                      "Configure with -DOPIODYN_TRACED=OFF to build without this code. Results keep their "
                      "bits, and runs take longer.")
endif()
