"""What the sheet Petunjuk of a table of steps says, in Bahasa Indonesia."""

from __future__ import annotations

_TEXTS = """
Urutan kerja = Isi lembar Langkah, simpan, lalu: doctool sop impor {alamat} BERKAS.xlsx. Dengan --dry-run perubahannya
  hanya diperlihatkan. SOP baru dari tabel ini: doctool baru sop --dari BERKAS.xlsx
Satu kegiatan = Satu baris satu kegiatan. Bila dikerjakan beberapa orang, pelaksana kedua dan seterusnya ditulis di
  baris di bawahnya dengan No dan Uraian kosong. Sel jangan digabung.
Menyisipkan kegiatan = Sisipkan baris dan biarkan No kosong: nomor dan tujuan di semua baris disesuaikan sendiri saat
  dibaca. Bila kegiatan baru itu harus dituju, beri No yang belum dipakai, misalnya 99.
Pelaksana = Dipilih dari daftar. Pelaksana baru ditambahkan di lembar Pelaksana (namanya cukup).
Keputusan = Isi Ya ke dan Tidak ke dengan No kegiatan tujuan. Kata sendiri ditulis di Jalan Keluar Lain, satu baris
  satu jalan: Lengkap: 5. Beberapa tujuan sekaligus: 5; 6. Pelaksana tertentu: 5/kode.
Lanjut ke = Diisi bila arus tidak menuju kegiatan berikutnya. Kosong berarti berikutnya.
Mulai dan selesai = Bentuk kegiatan pertama mulai, kegiatan terakhir selesai.
Beberapa butir = Dalam satu sel: satu baris satu butir (Alt+Enter), boleh diawali - atau 1.
Kosong = Sel kosong berarti belum diisi; - berarti memang tidak ada; (kosong) berarti tempatnya sengaja dibiarkan
  kosong.
Kolom jarang = Di kanan ada kolom terlipat (tanda + di atas kolom): teks dalam bentuk, bersamaan, rujukan SOP, nomor
  tetap, Id, lain-lain.
Identitas = Daftar: satu baris satu butir, nama isian cukup di baris pertama; baris boleh disisipkan.
Yang boleh diubah = Kolom boleh digeser, baris boleh ditambah dan dihapus. Nama lembar dan judul kolom jangan diubah.
"""
#: What each paragraph is about, and the paragraph; {alamat} stands for the address of the SOP.
GUIDE: tuple[tuple[str, ...], ...] = tuple(
    tuple(line.split(" = ", 1)) for line in _TEXTS.strip().replace("\n  ", " ").split("\n")
)
