@echo off
setlocal
where node >nul 2>nul
if errorlevel 1 (
  echo Clusterboard needs Node.js 20.19 or newer, but there is no "node" on the PATH. Get it from https://nodejs.org/. 1>&2
  exit /b 1
)
node "%~dp0apps\cli\bin\clusterboard.cjs" %*
