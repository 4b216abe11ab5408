include(CMakePackageConfigHelpers)

set(config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/opiodyn")

install(
  TARGETS opiodyn
  EXPORT opiodynTargets
  ARCHIVE COMPONENT development
  LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
  RUNTIME COMPONENT runtime)
foreach(header IN LISTS OPIODYN_PUBLIC_HEADERS)
  get_filename_component(folder "${header}" DIRECTORY)
  install(
    FILES "${PROJECT_SOURCE_DIR}/include/opiodyn/${header}"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/opiodyn/${folder}"
    COMPONENT development)
endforeach()
install(
  FILES "${PROJECT_SOURCE_DIR}/LICENSE" "${PROJECT_SOURCE_DIR}/THIRD_PARTY_LICENSES"
  DESTINATION "${CMAKE_INSTALL_DOCDIR}"
  COMPONENT development)

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/opiodynConfig.cmake.in" "${PROJECT_BINARY_DIR}/opiodynConfig.cmake"
  INSTALL_DESTINATION "${config_dir}")
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/opiodynConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(
  EXPORT opiodynTargets
  NAMESPACE opiodyn::
  DESTINATION "${config_dir}"
  COMPONENT development)
install(
  FILES "${PROJECT_BINARY_DIR}/opiodynConfig.cmake"
        "${PROJECT_BINARY_DIR}/opiodynConfigVersion.cmake"
  DESTINATION "${config_dir}"
  COMPONENT development)
# find_package works on the build tree too: opiodyn_DIR=<build>. Not for a parent with an Eigen of its
# own, which has no place in a build tree that it is exported to.
if(PROJECT_IS_TOP_LEVEL)
  export(
    EXPORT opiodynTargets
    NAMESPACE opiodyn::
    FILE "${PROJECT_BINARY_DIR}/opiodynTargets.cmake")
endif()

# Relative to the .pc file, so that an installed tree may be moved.
file(RELATIVE_PATH OPIODYN_PC_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
configure_file("${PROJECT_SOURCE_DIR}/cmake/opiodyn.pc.in" "${PROJECT_BINARY_DIR}/opiodyn.pc" @ONLY)
install(
  FILES "${PROJECT_BINARY_DIR}/opiodyn.pc"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
  COMPONENT development)
