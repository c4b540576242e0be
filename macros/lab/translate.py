"""Has Transcrypt translate the core into JavaScript for a worker; nothing translated is kept in the project.

The result is one script: Transcrypt's runtime, the core, and what the worker asks of it. It is kept in
.cache/lab while neither the core nor the tools have changed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

import rjsmin

from macros.kept import store
from macros.lab.flatten import CoreError, flattened, in_order, path_of

KIND = "lab"
FIRST = ("core.case", "core.case_from_json", "core.admissible", "core.floats")
"""What the worker needs of the core; the rest follows."""

RUNTIME = "org.transcrypt.__runtime__.js"
TUNED = """
var plainly=dict({}),shared={},least=min,most=max;
Object.getOwnPropertyNames(plainly).forEach(function(name){
  Object.defineProperty(shared,name,{value:plainly[name],writable:true,configurable:true});
});
dict=function(given){
  var made=Object.create(shared);
  if(Array.isArray(given))for(var at=0;at<given.length;at++)made[given[at][0]]=given[at][1];
  else if(given)for(var key in given)made[key]=given[key];
  return made;
};
Object.defineProperty(shared,'__class__',{value:dict});
tuple=function(given){return Array.isArray(given)?given.slice():list(given);};
len=function(any){
  return Array.isArray(any)||typeof any==='string'?any.length:Object.keys(any).length;
};
sum=function(any){
  var total=0;
  for(var at=0;at<any.length;at++)total+=any[at];
  return total;
};
min=function(a,b){return arguments.length===2?b<a?b:a:least.apply(null,arguments);};
max=function(a,b){return arguments.length===2?b>a?b:a:most.apply(null,arguments);};
__i__=function(any){return Array.isArray(any)||any.__class__!==dict?any:Object.keys(any);};
__in__=function(element,container){
  if(Array.isArray(container)||typeof container==='string')return container.indexOf(element)>-1;
  return Object.prototype.hasOwnProperty.call(container,element);
};
py_enumerate=function(any){return Array.from(any,function(each,at){return [at,each];});};
function taken(records,name){
  var found=[];
  for(var at=0;at<records.length;at++)found.push(records[at][name]);
  return found;
}
function tune(name,value){
  Object.defineProperty(Array.prototype,name,{value:value,writable:true,configurable:true});
}
tune('append',Array.prototype.push);
tune('py_pop',function(at){
  if(!this.length)throw IndexError("pop from empty list",new Error());
  return at===undefined?this.pop():at===0?this.shift():this.splice(at,1)[0];
});
var sliced=Array.prototype.__getslice__;
tune('__getslice__',function(from,to,step){
  if(step!==1)return sliced.call(this,from,to,step);
  return this.slice(from===null?0:from,to===null?this.length:to);
});
"""
"""What the core asks of lists, dicts and numbers, in the plainest JavaScript that gives the same; dicts share
their methods."""

HANDED_OUT = """self.qeqt={
  book:core_case_from_json__book_from,
  run:function(book,key,values,overrides,moves,since,known){
    return core_case__run_known(
      book,key,values,dict(overrides),dict(moves),since,core_floats__module,false,known||dict({}));
  },
  stable:function(values,overrides){
    return core_admissible__stable(core_case__together(values,dict(overrides)),core_floats__module);
  },
  known:function(){return dict({});},
  kept:function(values){return dict(values);}
};"""
"""What the worker calls: a book of cases out of JSON, a case's run, which parameters are stable; `known`
keeps what a run leans on, `kept` the bank's values, once for all runs."""

QUICKLY = """
import sys
import transcrypt.__main__ as transcrypt
from org.transcrypt.compiler import Generator
plainly, known = Generator.filterId, {}
def once(self, name):
    key = name, self.idFiltering, tuple(self.aliases)
    if key not in known:
        known[key] = plainly(self, name)
    return known[key]
Generator.filterId = once
sys.exit(transcrypt.main())
"""
"""Transcrypt, told to work out once what a name is called: by itself it does so wherever the name stands."""

SECONDS = 120
IMPORT = re.compile(r"^import .*$", re.MULTILINE)
EXPORT = re.compile(r"^export (?=var|const|let|function|class)", re.MULTILINE)
EXPORTED = re.compile(r"^export \{.*$", re.MULTILINE)
COMMENT = re.compile(r"^//.*$", re.MULTILINE)
WORDED = re.compile(r" \|\| \(\w+ != null && \w+\.hasOwnProperty \(\"__kwargtrans__\"\)\)")
"""Asks of every default whether it came by keyword: the core has none but for its records."""
FRESH = re.compile(r"\btuple \(\[(?=[^\[\]()]*\]\))")
"""A tuple written out: a fresh list already."""
WRITTEN = re.compile(r"\bdict \(\{(?=')")
"""A dict written out: it needs no copy, only what dicts share."""
COUNTED = re.compile(r"for \(var (\w+) = (.*); \1 < (.*\W.*); \1\+\+\) \{$", re.MULTILINE)
"""A loop over a range, whose end is worked out again each time around; Python works it out once."""
WALKED = re.compile(r"^(\t*)for \(var (\[[\w, ]+\]|\w+) of __i__ \((.*)\)\) \{$", re.MULTILINE)
"""A loop over a list: by its places it costs a browser less than by its iterator."""

TAKEN = re.compile(
    r"\(function \(\) \{\s*var __accu0__ = \[\];\s*for \(var (\w+) of __i__ \(([\w.]+)\)\) \{"
    r"\s*__accu0__\.append \(\1\.(\w+)\);\s*\}\s*return __accu0__;\s*\}\) \(\)"
)
"""One field of every record: a hundred functions for a browser to get to know, where one does."""


class TranslationError(Exception):
    """The core could not be translated on this machine, and why."""


def sources() -> list[Path]:
    """Return the source files that are translated."""
    return [path_of(module.name) for module in in_order(FIRST)]


def core_script() -> str:
    """Return runtime and core as one script that defines the core's functions under their flat names.

    Raises TranslationError when the core leaves its subset or Transcrypt fails.
    """
    try:
        text = flattened(FIRST)
    except CoreError as error:
        raise TranslationError(f"the model cannot be translated for the browser: {error}") from None

    def translate() -> str:
        with tempfile.TemporaryDirectory() as name:
            return transcrypt(Path(name), text)

    of = store.key(text, store.code(Path(__file__)), store.libraries())
    return store.once(KIND, "core.js", of, translate)


def transcrypt(folder: Path, text: str) -> str:
    """Run Transcrypt on the flat core in a folder of its own and return what it made, minified."""
    (folder / "core.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", QUICKLY, "--build", "--nomin", "--iconv", "core.py"]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TranslationError(f"Transcrypt did not finish: {error}") from None
    made = folder / "__target__"
    files = [made / RUNTIME, made / "core.js"]
    if done.returncode or not all(file.is_file() for file in files):
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-8:])
        raise TranslationError(f"Transcrypt failed on Python {sys.version.split()[0]}:\n{said}")
    runtime, core = (plain(file.read_text(encoding="utf-8")) for file in files)
    for word in ("eval", "Function"):
        if re.search(rf"\b(?:new\s+)?{word}\s*\(", core):
            raise TranslationError(f"Transcrypt's translation calls {word}()")
    core = tightened(core)
    script: str = rjsmin.jsmin(f"(function(){{'use strict';{runtime}\n{TUNED}\n{core}\n{HANDED_OUT}}})();")
    return script


def tightened(core: str) -> str:
    """Return the translated core without work that Python does not ask for."""
    core = WRITTEN.sub("({__proto__: shared, ", FRESH.sub("([", WORDED.sub("", core)))
    core = COUNTED.sub(r"for (var \1 = \2, \1__to = \3; \1 < \1__to; \1++) {", core)
    return WALKED.sub(by_place, TAKEN.sub(r"taken (\2, '\3')", core))


def by_place(loop: re.Match[str]) -> str:
    """Return the head of a loop over a list, place by place; loops within loops stand deeper."""
    indent, names, walked = loop.groups()
    number = len(indent)
    of, at = f"of{number}__", f"at{number}__"
    item = f"{of} [{at}]"
    head = f"{indent}for (var {of} = __i__ ({walked}), {at} = 0; {at} < {of}.length; {at}++) {{"
    if not names.startswith("["):
        return f"{head} var {names} = {item};"
    parts = (f"{name} = one{number}__ [{place}]" for place, name in enumerate(names[1:-1].split(", ")))
    return f"{head} var one{number}__ = {item}, {', '.join(parts)};"


def plain(module: str) -> str:
    """Return an ES module's text as part of a plain script."""
    for pattern in (IMPORT, EXPORTED, EXPORT, COMMENT):
        module = pattern.sub("", module)
    return module
