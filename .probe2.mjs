import {readFileSync} from 'node:fs'
import { enableCompileCache, createRequire } from 'node:module'
enableCompileCache('/tmp/mem-h/cc')
const rss=()=>{const r=readFileSync('/proc/self/smaps_rollup','utf8');return [Number(/Rss:\s+(\d+)/.exec(r)[1])/1024,Number(/Anonymous:\s+(\d+)/.exec(r)[1])/1024]}
const tidy=async()=>{await new Promise(r=>setTimeout(r,300));await gc({execution:'async',type:'major',flavor:'last-resort'});await new Promise(r=>setTimeout(r,200))}
const require=createRequire(import.meta.url)
await import('fastify'); await import('ajv'); await import('ajv-formats'); await import('@fastify/fast-json-stringify-compiler'); await import('node:https'); await import('pg'); await import('node:child_process');await import('node:cluster')
for (const m of process.argv.slice(2)) {
await tidy(); const a=rss(); const t=performance.now()
m.startsWith('r:')?require(m.slice(2)):await import(m); const d=performance.now()-t
await tidy(); const b=rss()
console.log(m.padEnd(34),'rss +'+(b[0]-a[0]).toFixed(1),'anon +'+(b[1]-a[1]).toFixed(1),d.toFixed(0)+' ms')}
