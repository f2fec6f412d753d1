; For this user only (SHELL_CONTEXT is HKCU in a per-user installation), and gone with the program.
; "%V" is the folder that was clicked, or the one whose background was.

!macro customInstall
  WriteRegStr SHELL_CONTEXT "Software\Classes\Directory\shell\Rolloutlens" "" "Open with Rolloutlens"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Directory\shell\Rolloutlens" "Icon" '"$appExe",0'
  WriteRegStr SHELL_CONTEXT "Software\Classes\Directory\shell\Rolloutlens\command" "" '"$appExe" "%V"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\Directory\Background\shell\Rolloutlens" "" "Open with Rolloutlens"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Directory\Background\shell\Rolloutlens" "Icon" '"$appExe",0'
  WriteRegStr SHELL_CONTEXT "Software\Classes\Directory\Background\shell\Rolloutlens\command" "" '"$appExe" "%V"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\rolloutlens" "" "URL:Rolloutlens link"
  WriteRegStr SHELL_CONTEXT "Software\Classes\rolloutlens" "URL Protocol" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\rolloutlens\shell\open\command" "" '"$appExe" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Directory\shell\Rolloutlens"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Directory\Background\shell\Rolloutlens"
  DeleteRegKey SHELL_CONTEXT "Software\Classes\rolloutlens"
!macroend
