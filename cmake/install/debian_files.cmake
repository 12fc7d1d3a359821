# Run by CPack before it packs: turns what `cmake --install` gives into what Debian asks for.
set(root "${CPACK_TEMPORARY_DIRECTORY}/usr")
set(doc "${root}/share/doc/greenbench")

# zip(FILE): compressed without name and time, so that the same files give the same package.
function(zip file)
  execute_process(COMMAND gzip -9n "${file}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# The build folder's Python is none of the package's: /usr/bin/python3 is, whose library it embeds.
file(REMOVE "${root}/share/greenbench/interpreter")

# Where Debian's zsh looks.
file(RENAME "${root}/share/zsh/site-functions" "${root}/share/zsh/vendor-completions")

file(GLOB pages "${root}/share/man/man*/*")
foreach(page ${pages})
  zip("${page}")
endforeach()

file(RENAME "${doc}/CHANGELOG.md" "${doc}/changelog")
zip("${doc}/changelog")
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
set(version "${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}")
file(
  WRITE "${doc}/changelog.Debian"
  "greenbench (${version}) unstable; urgency=medium\n\n  * The changes are in changelog.gz.\n\n"
  " -- ${CPACK_DEBIAN_PACKAGE_MAINTAINER}  ${date}\n")
zip("${doc}/changelog.Debian")

file(READ "${doc}/LICENSE" license)
file(REMOVE "${doc}/LICENSE")
string(REGEX MATCH "Copyright \\(c\\) ([^\n]+)\n+(.*)" unused "${license}")
set(holder "${CMAKE_MATCH_1}")
string(STRIP "${CMAKE_MATCH_2}" terms)
string(REPLACE "\n\n" "\n.\n" terms "${terms}")
string(REPLACE "\n" "\n " terms "${terms}")
file(
  WRITE "${doc}/copyright"
  "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: greenbench\n\n"
  "Files: *\nCopyright: ${holder}\nLicense: Expat\n ${terms}\n")
