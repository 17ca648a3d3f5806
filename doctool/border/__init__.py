"""The border: everything that comes from outside is read through these modules, and its limits stand in `limits`.

Outside is whatever somebody else may have written or changed: data files, templates, returned forms, annexes, logos,
packets, and also what doctool itself wrote and finds again.

| what comes in | module | what it goes through |
| --- | --- | --- |
| workbooks (.xlsx, .ods, .xls) | `workbook` | kind by content, directory of the archive, every XML part, macros |
| cells of a workbook for data | `cells` | what `workbook` let in, read as a stream, never to the end of a sheet |
| Word files and templates | `word` | kind by content, directory of the archive, each XML part as it is read, macros |
| ZIPs of packets | `packet_zip` | directory of the archive; read piece by piece, never unpacked to disk |
| office files that LibreOffice prints | `archive` | as above; then a profile, a process and a time of its own |
| the directory of any archive | `archive` | number, sizes and names of entries, how much they swell, encryption |
| XML | `xml` | no document type, no entity, no network, no hidden encoding |
| PDF | `pdf` | strict reading, password, every page looked at and counted |
| pictures | `picture` | folder, size, format by content, pixels before they are unpacked |
| any file, whole or its beginning | `plain_file` | regular file, size |
| YAML, CSV, Markdown and other texts | `text` | size, encoding, characters that cannot be printed |
| CSV | `csv_rows` | quotes that pair |
| JSON | `json_text` | size, depth, keys that stand twice, numbers that are none |
| what is none of these | `foreign` | told by its first bytes, so that the sender hears what to send instead |

YAML is parsed in `catalog/source.py` alone, from texts of `text`: nesting, anchors, tags and repeated keys are refused
there with their places. `tests/test_border_only.py` fails where a module reads a format otherwise,
`tests/test_border_plain.py` where it opens a file by itself.
"""
