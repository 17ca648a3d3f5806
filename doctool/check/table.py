"""The table of rules: code, severity, what it asks, and on what basis. docs/aturan.md prints it.

Clauses: PermenPANRB 35/2012 (Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan),
its annex's parts Bagian Identitas and Bagian Flowchart; Peraturan Kepala BKN 22/2007 on the NIP; Permendagri 1/2023
(Tata Naskah Dinas di Lingkungan Pemerintah Daerah) on a.n. and u.b.; PermenPANRB 53/2014 on laporan kinerja. What is
only usual, or follows from reading a drawing one way, is PRAKTIK, an error or not.
"""

from __future__ import annotations

from doctool.check.rule import PRAKTIK, Rule
from doctool.findings import Severity

_E, _W = Severity.ERROR, Severity.WARNING
_IDENTITAS = "PermenPANRB 35/2012, Bagian Identitas"
_FLOWCHART = "PermenPANRB 35/2012, Bagian Flowchart"
_NIP = "Peraturan Kepala BKN 22/2007"
_KUASA = "Permendagri 1/2023"
_LKJ = "PermenPANRB 53/2014"
_MONEV = "PermenPANRB 35/2012, Monitoring dan Evaluasi"
_JENIS = "PermenPANRB 35/2012, Jenis SOP"

_ALL = (
    Rule("S01", _E, "Semua bagian identitas terisi; Tanggal Efektif terisi pada SOP yang disahkan.", _IDENTITAS, True),
    Rule("S02", _E, 'Isian tanggal berisi tanggal atau "-".', _IDENTITAS),
    Rule("S03", _E, "Urutan tanggal masuk akal: pembuatan, revisi, pengesahan, efektif.", _IDENTITAS),
    Rule("S04", _W, "Tanggal pembuatan, revisi dan efektif tidak sama semua; SOP baru belum punya revisi.", PRAKTIK),
    Rule("S05", _E, "Pejabat yang mengesahkan punya jabatan, nama, NIP yang benar dan pangkat yang ada.",
         f"{_IDENTITAS}; {_NIP}", True),
    Rule("S06", _E, "Seorang pejabat punya satu NIP di semua dokumen kantornya.", PRAKTIK),
    Rule("S07", _E, "Judul sama di sampul, lembar identitas dan lembar prosedur (selama draft peringatan); "
         "tanpa kata ganda.", _IDENTITAS),
    Rule("S08", _E, "Dasar hukum menyebut jenis, nomor, tahun dan tentang; satu peraturan tidak bernomor dua.",
         PRAKTIK, True),
    Rule("S09", _W, "Dasar hukum masih berlaku dan tepat.", "peraturan pengganti yang disebut pada temuan"),
    Rule("S10", _W, "Dasar hukum urut menurut tingkatan peraturan, lalu tahun.", PRAKTIK),
    Rule("S11", _W, "Kualifikasi pelaksana menyebut kemampuan, bukan jabatan, dan tentang prosedur ini.", PRAKTIK),
    Rule("S12", _W, "Peringatan berbentuk jika/apabila ..., maka ..., atau menyebut batas waktu.", PRAKTIK),
    Rule("S13", _W, "Keterkaitan terisi; SOP yang dirujuk ada di katalog, tidak dicabut, dan merujuk kembali.",
         PRAKTIK),
    Rule("S14", _E, "Nomor kegiatan tidak ganda; nomor yang melompat atau berupa teks hanya peringatan.", PRAKTIK),
    Rule("S15", _W, "Uraian kegiatan diawali kata kerja aktif.", _FLOWCHART),
    Rule("S16", _W, "Uraian kegiatan tidak menyebut pelaksana sebagai subjek.", _FLOWCHART),
    Rule("S17", _W, "Satu kegiatan memuat satu pekerjaan.", PRAKTIK),
    Rule("S18", _W, "Setiap kegiatan punya pelaksana; setiap kolom pelaksana dipakai.", _FLOWCHART),
    Rule("S19", _E, "Hanya lima simbol; segilima berpasangan antarhalaman. Dijamin oleh bentuk data dan tata letak.",
         _FLOWCHART),
    Rule("S20", _E, "Keputusan punya dua jalan keluar atau lebih, semua berlabel; uraian bersyarat adalah keputusan.",
         _FLOWCHART),
    Rule("S21", _E, "Ada mulai dan selesai; setiap kegiatan tercapai dari mulai dan dapat mencapai selesai.", PRAKTIK),
    Rule("S22", _W, "Alur mulai di kolom pelaksana paling kiri.", PRAKTIK),
    Rule("S23", _E, "Mutu baku setiap kegiatan terisi: kelengkapan, waktu, output.", _FLOWCHART, True),
    Rule("S24", _W, "Waktu terbaca, ditulis seragam, dan kata bilangannya cocok dengan angkanya.", PRAKTIK),
    Rule("S25", _W, "Output suatu kegiatan dipakai kegiatan sesudahnya.", PRAKTIK),
    Rule("S26", _W, "Kelengkapan adalah benda, bukan kalimat kerja, dan output berbeda dari kelengkapan.", PRAKTIK),
    Rule("S27", _W, "ATK bukan satu-satunya kelengkapan.", PRAKTIK),
    Rule("S28", _W, "Singkatan dijelaskan di glosarium.", PRAKTIK),
    Rule("S29", _W, "Ejaan menurut KBBI dan EYD; tidak ada kata yang terpotong.", PRAKTIK),
    Rule("S30", _W, "Pada tanggal pemeriksaan: monitoring tiap 6 bulan, evaluasi sekurang-kurangnya setahun sekali.",
         _MONEV),
    Rule("S31", _W, "SOP administratif melibatkan beberapa pelaksana, SOP teknis satu pelaksana.", _JENIS),
    Rule("S32", _W, "Baris nomor kolom menomori setiap kolom, tidak ganda.", PRAKTIK),
    Rule("S33", _E, "Nomor SOP tidak dipakai SOP lain di kantor yang sama.", _IDENTITAS),
    Rule("S34", _W, "Nama SOP tidak dipakai SOP lain di kantor yang sama.", PRAKTIK),
    Rule("S35", _E, "Terbitan SOP utuh dan tidak berubah sejak diterbitkan; naskah kerjanya ada.", PRAKTIK),
    Rule("S36", _W, "SOP yang disahkan sama dengan terbitan terakhirnya; perubahan dimulai dengan membuka revisi.",
         PRAKTIK),
    Rule("A01", _E, "Kode pelaksana tidak ganda.", PRAKTIK),
    Rule("A02", _E, "Id kegiatan tidak ganda.", PRAKTIK),
    Rule("A03", _E, "Pelaksana kegiatan ada di daftar pelaksana.", PRAKTIK),
    Rule("A04", _E, "Seorang pelaksana disebut sekali dalam satu kegiatan.", PRAKTIK),
    Rule("A05", _E, "Tujuan alur adalah kegiatan yang ada dan punya pelaksana.", PRAKTIK),
    Rule("A06", _E, "Tujuan alur menunjuk tepat satu kegiatan.", PRAKTIK),
    Rule("A07", _E, "Kegiatan tidak menunjuk dirinya sendiri.", PRAKTIK),
    Rule("A08", _E, "Setiap arus dapat digambar tanpa menimpa garis lain.", PRAKTIK),
    Rule("A09", _E, "Kolom pelaksana muat di kertas yang dipakai.", PRAKTIK),
    Rule("A10", _E, "Setiap kegiatan muat di satu halaman, yang terakhir bersama isi di bawah tabel.", PRAKTIK),
    Rule("A11", _E, "Label jalan keluar paling panjang 40 huruf dan dapat dibedakan seperti tercetak.", PRAKTIK),
    Rule("A12", _E, "Sampul dan kop muat di lembarnya.", PRAKTIK),
    Rule("T01", _W, "Kolom pelaksana tidak terlalu banyak untuk kertasnya.", PRAKTIK),
    Rule("T02", _W, "Tidak ada teks yang membuat barisnya lebih tinggi daripada setengah halaman.", PRAKTIK),
    Rule("T03", _W, "Arus balik melintasi paling banyak empat kolom pelaksana lain.", PRAKTIK),
    Rule("T04", _W, "Label jalan keluar tercetak utuh.", PRAKTIK),
    Rule("T05", _W, "Garis di satu halaman saling memotong paling banyak tiga kali.", PRAKTIK),
    Rule("T06", _W, "Satu halaman punya paling banyak empat penghubung halaman.", PRAKTIK),
    Rule("N01", _E, "Pejabat yang disebut dengan kunci ada di kantor.yaml.", PRAKTIK),
    Rule("N02", _E, "Penanda tangan punya jabatan, nama, NIP yang benar dan pangkat yang ada.", _NIP),
    Rule("N03", _E, "Tanggal dalam surat ada di kalender.", PRAKTIK),
    Rule("N04", _E, "Nama hari dalam surat cocok dengan tanggalnya.", PRAKTIK),
    Rule("N05", _E, "Kata bilangan dalam kurung cocok dengan angkanya.", PRAKTIK),
    Rule("N06", _W, "Hal surat tidak diakhiri titik.", PRAKTIK),
    Rule("N07", _W, "Nama bulan, hari dan bilangan ditulis menurut ejaan sekarang.", PRAKTIK),
    Rule("N08", _E, "Penanda tangan tidak ikut memaraf; seorang pemaraf disebut sekali.", PRAKTIK),
    Rule("N09", _W, "Lampiran menyebut banyaknya dengan angka dan kata, atau tanda -.", PRAKTIK),
    Rule("N10", _W, "Alamat tujuan berisi jabatan, tanpa Kepada, Yth. atau Bapak/Ibu.", PRAKTIK),
    Rule("N11", _W, "Tembusan berisi jabatan saja, tanpa nomor dan tanpa sebagai laporan atau arsip.", PRAKTIK),
    Rule("N12", _E, "Tidak ada tanda templat yang tertinggal dalam isi surat.", PRAKTIK),
    Rule("N13", _E, "Yang dipilih pada lembar disposisi ada dalam daftarnya.", PRAKTIK),
    Rule("N14", _W, "Jumlah uang ditulis seperti Rp1.250.000,00.", PRAKTIK),
    Rule("N15", _E, "Rantai a.n. dan u.b. lengkap, tercetak semua, dan tidak menyebut satu pejabat dua kali.", _KUASA),
    Rule("N16", _E, "Yang menandatangani a.n. atau u.b. setingkat di bawah pemberi kuasanya; selisih lebih dari satu "
         "tingkat peringatan.", _KUASA),
    Rule("N17", _W, "Setiap isian surat mempunyai tempat cetak pada jenis naskah itu.", PRAKTIK),
    Rule("N18", _E, "Undangan menyebut tanggal, waktu, tempat dan acaranya (selama surat belum bertanggal peringatan).",
         PRAKTIK),
    Rule("L01", _E, "Uraian, satuan, rumus dan target indikator sama di data kinerja, rekap, Renstra dan tabel laporan;"
         " yang tertulis dua kali tidak berbeda.", PRAKTIK),
    Rule("L02", _E, "Capaian dan rata-rata dalam rekap sama dengan hitung ulang dari target, realisasi dan rumus "
         "(selisih paling banyak 0,01).", PRAKTIK),
    Rule("L03", _E, "Kategori sama dengan rentang capaiannya; skala kategori rekap sama dengan kantor.yaml "
         "(peringatan).", PRAKTIK),
    Rule("L04", _E, "Target yang tidak tercapai disertai hambatan dan solusi; capaian di atas 150 persen disertai "
         "penjelasan penetapan target (peringatan).", _LKJ, True),
    Rule("L05", _E, "Ketujuh analisis setiap sasaran ditulis; hanya standar nasional yang boleh ditiadakan, dengan "
         "alasan.", _LKJ, True),
    Rule("L06", _E, "Pagu dan realisasi sama dengan jumlah di bawahnya; realisasi di atas pagu dan jumlah dalam tabel "
         "yang diketik peringatan.", PRAKTIK),
    Rule("L07", _W, "Setiap indikator punya sumber data, setiap anggaran punya penanggung jawab.", PRAKTIK),
    Rule("L08", _E, "Target, realisasi dan capaian tahun lalu sama dengan laporan tahun lalu; yang belum dicatat "
         "peringatan.", PRAKTIK, True),
    Rule("L09", _W, "Persen antara 0 dan 100; persentase triwulan tidak dijumlahkan; pembilang tidak melebihi penyebut "
         "(galat).", PRAKTIK),
    Rule("L10", _W, "Tidak ada angka yang diketik dalam teks; yang ada tidak bertentangan dengan angka laporan "
         "(galat).", PRAKTIK),
    Rule("L11", _E, "Penanda tangan laporan punya jabatan, nama, NIP yang benar dan pangkat yang ada; laporan "
         "bertanggal sesudah masa yang dilaporkan.", _NIP, True),
    Rule("L12", _E, "Laporan kinerja setahun melampirkan perjanjian kinerja.", _LKJ, True),
    Rule("L13", _E, "Bidang yang disebut ada di kantor.yaml.", PRAKTIK),
    Rule("L14", _E, "Target cocok dengan rumusnya: bilangan, rentang, atau tingkat; yang kosong atau 0 peringatan.",
         PRAKTIK),
    Rule("L15", _W, "Target triwulan sejalan dengan target setahun dan tidak mundur.", PRAKTIK),
    Rule("L16", _W, "Bobot ada pada semua indikator atau tidak sama sekali, lebih dari 0, berjumlah 100.", PRAKTIK),
    Rule("L17", _E, "Satu tahun satu berkas; nama berkas yang berupa tahun sama dengan tahunnya.", PRAKTIK),
    Rule("L18", _E, "Tidak ada tempat yang belum diisi dan petunjuk penulisan yang tertinggal dalam teks laporan.",
         PRAKTIK, True),
    Rule("L19", _W, "Gambar laporan paling sedikit 150 dpi pada ukuran cetaknya.", PRAKTIK),
    Rule("L20", _W, "Tabel dan gambar dalam teks laporan punya judul, sehingga bernomor.", PRAKTIK),
    Rule("K01", _E, "Aturan yang dinonaktifkan kantor ada dan boleh dinonaktifkan.", "ketentuan dasar aturan itu"),
    Rule("K02", _E, "Lambang yang disebut di kantor.yaml ada dan dapat dicetak.", _IDENTITAS),
    Rule("K03", _W, "Jenis dalam penomoran di kantor.yaml adalah jenis naskah yang dikenal.", PRAKTIK),
)

#: The rules by code, in order.
RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
