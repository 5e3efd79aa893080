#!/usr/bin/env python3
"""Checks the Flatpak manifest against what the app installs: flatpak-manifest.py MANIFEST DESKTOP METAINFO [FLATPAK_BUILDER]"""
import configparser
import json
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

# What the app asks of the sandbox: windows, their drawing, and the Hub. Files come through the portal of the file chooser.
NEEDED = {'--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--device=dri', '--share=network'}


def check(condition, what):
    if not condition:
        sys.exit(f'{sys.argv[1]}: {what}')


def check_sources(module):
    check(module.get('sources'), f"module {module['name']} has no source")
    for source in module['sources']:
        if source['type'] == 'archive':
            check(re.fullmatch('[0-9a-f]{64}', source.get('sha256', '')), f"{source['url']} has no checksum")
            check(source['url'].startswith('https://'), f"{source['url']} is not fetched by https")


def main():
    manifest_path, desktop_path, metainfo_path = sys.argv[1:4]
    with open(manifest_path, encoding='utf-8') as file:
        manifest = json.load(file)
    desktop = configparser.ConfigParser(interpolation=None)
    desktop.optionxform = str
    desktop.read(desktop_path, encoding='utf-8')
    entry = desktop['Desktop Entry']
    metainfo = ElementTree.parse(metainfo_path).getroot()

    app_id = manifest['app-id']
    check(manifest_path.endswith(f'/{app_id}.json'), 'its name is not that of the app')
    check(desktop_path.endswith(f'/{app_id}.desktop'), 'the desktop file is called otherwise')
    check(metainfo.findtext('id') == app_id, 'the metainfo names another app')
    check(entry['Icon'] == app_id, 'the icon is not exported: its name is not that of the app')
    check(shlex.split(entry['Exec'])[0] == manifest['command'], 'the desktop file starts another command')
    binaries = [binary.text for binary in metainfo.iter('binary')]
    check(manifest['command'] in binaries, 'the metainfo does not name the command')
    asked = set(manifest['finish-args'])
    check(asked <= NEEDED, f'it asks for more than it may: {sorted(asked - NEEDED)}')
    check(asked >= NEEDED, f'it cannot do without {sorted(NEEDED - asked)}')
    check(int(manifest['runtime-version']) >= 43, 'the runtime is older than GTK 4.8 and libadwaita 1.2')
    names = [module['name'] for module in manifest['modules']]
    check(names[-1] == 'stemma' and 'graphviz' in names, f'the modules are {names}')
    for module in manifest['modules']:
        check_sources(module)
    if len(sys.argv) > 4:
        shown = subprocess.run([sys.argv[4], '--show-manifest', manifest_path], capture_output=True, text=True, check=False)
        check(shown.returncode == 0, f'flatpak-builder does not take it: {shown.stderr}')
        check(json.loads(shown.stdout)['id'] == app_id, 'flatpak-builder reads another app')


main()
