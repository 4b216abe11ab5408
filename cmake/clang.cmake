# A toolchain file: the newest clang++ of this machine, under whatever name it has, if it is new enough.
#
# Another one is chosen by -DCMAKE_CXX_COMPILER=<path>. CMake reads this file again for every
# try_compile, where the compiler is known already.
function(opiodyn_find_clang oldest)
  set(names clang++)
  foreach(number RANGE ${oldest} 40)
    list(APPEND names clang++-${number})
  endforeach()
  if(CMAKE_CXX_COMPILER)
    set(names "${CMAKE_CXX_COMPILER}")
  endif()

  set(newest 0)
  foreach(name IN LISTS names)
    unset(path)
    find_program(path "${name}" NO_CACHE)
    if(path)
      execute_process(COMMAND "${path}" -dumpversion OUTPUT_VARIABLE version
                                                     OUTPUT_STRIP_TRAILING_WHITESPACE)
      if(version VERSION_GREATER newest)
        set(newest "${version}")
        set(found "${path}")
      endif()
    endif()
  endforeach()
  if(newest VERSION_LESS oldest)
    message(FATAL_ERROR "The preset clang needs clang++ ${oldest} or newer, which was not found: "
                        "`bash scripts/setup clang` installs one.")
  endif()
  set(CMAKE_CXX_COMPILER "${found}" CACHE FILEPATH "The newest clang++")
endfunction()

opiodyn_find_clang(16)
