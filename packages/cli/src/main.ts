#!/usr/bin/env node
console.error('net-therapies: commands are not wired yet')
process.exitCode = 1
