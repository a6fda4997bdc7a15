; An installer for tests, per user as the released one is: Tauri's own NSIS bundler fetches a library
; from the network and makes 32-bit installers, which need more than wine64. What is proved with it is
; the programs' life in a Windows: installed, started, upgraded, removed; and what stays behind.
;
; makensis -DVERSION=0.1.0 -DPROGRAMS=folder -DLICENSE=file -DOUTPUT=file footbridge.nsi

Unicode true
Target amd64-unicode
SetCompressor zlib
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Footbridge"

Name "Footbridge"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Footbridge"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Footbridge"
VIAddVersionKey "CompanyName" "The Footbridge team"
VIAddVersionKey "FileDescription" "Footbridge installer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Copyright (c) The Footbridge team. Apache License 2.0"
Page instfiles
UninstPage instfiles

Section
  SetOutPath "$INSTDIR"
  File "${PROGRAMS}/footbridge.exe"
  File "${PROGRAMS}/footbridge-desktop.exe"
  File "${PROGRAMS}/WebView2Loader.dll"
  File /oname=LICENSE.txt "${LICENSE}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortCut "$SMPROGRAMS\Footbridge.lnk" "$INSTDIR\footbridge-desktop.exe"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Footbridge"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\footbridge-desktop.exe"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Footbridge team"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  ; Settings and reports are the person's own, and stay.
  Delete "$INSTDIR\footbridge.exe"
  Delete "$INSTDIR\footbridge-desktop.exe"
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
  Delete "$SMPROGRAMS\Footbridge.lnk"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
