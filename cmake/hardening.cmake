# opiodyn_harden(<target>): a fault of memory ends the program, and tables of addresses cannot be written over.
#
# Each flag is used where the compiler or linker knows it. None changes a number.
include(CheckCXXCompilerFlag)
include(CheckLinkerFlag)

function(opiodyn_harden target)
  foreach(flag IN ITEMS -fstack-protector-strong -fstack-clash-protection -fcf-protection)
    string(MAKE_C_IDENTIFIER "OPIODYN_HAS${flag}" known)
    check_cxx_compiler_flag(${flag} ${known})
    if(${known})
      target_compile_options(${target} PRIVATE ${flag})
    endif()
  endforeach()
  # It needs an optimised build. Compilers that know no level 3 take it as 2.
  target_compile_options(
    ${target} PRIVATE "$<$<NOT:$<CONFIG:Debug>>:-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=3>")
  foreach(flag IN ITEMS relro now noexecstack)
    check_linker_flag(CXX "-Wl,-z,${flag}" OPIODYN_LINKS_${flag})
    if(OPIODYN_LINKS_${flag})
      target_link_options(${target} PRIVATE "-Wl,-z,${flag}")
    endif()
  endforeach()
endfunction()
