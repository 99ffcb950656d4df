"""Files as officials have them, with procedures that do not exist."""

import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

HEADINGS = ("STT", "Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Cơ quan thực hiện", "Link", "Ghi chú")
ROWS: tuple[tuple[Any, ...], ...] = (
    (1, "9.000101", "Thủ tục nuôi hươu sao", "Chăn nuôi", "Ủy ban nhân dân cấp xã", "https://example.vn/101", "x"),
    (2, "9.000102.000.00.00.H41", "Thủ tục nuôi nhím", "Chăn nuôi", "", "", ""),
)
DETAIL: dict[str, Any] = {
    "code": "9.000103",
    "name": "Thủ tục nuôi ong mật",
    "field": "Chăn nuôi",
    "level": "Cấp xã",
    "agency": "Ủy ban nhân dân cấp xã; Ủy ban nhân dân cấp xã",
    "documents": [
        {
            "group": "Giấy tờ phải nộp",
            "name": "Tờ khai nuôi ong",
            "original": "1",
            "copy": "0",
            "form": ["Mẫu 01.docx"],
        },
        {"group": "Trường hợp nuôi trong rừng", "name": "Giấy đồng ý", "original": "0", "copy": "2"},
        {"group": "Giấy tờ phải xuất trình", "name": "Thẻ căn cước", "original": "1", "copy": "0"},
        {"group": "Giấy tờ phải nộp", "name": "Người nộp không phải trả thêm tiền.", "original": "0", "copy": "0"},
        {"group": "Lưu ý ", "name": "Mang theo bút.", "original": "1", "copy": "0"},
        {"name": "Tên giấy tờ", "original": "Bản chính", "copy": "Bản sao"},
    ],
    "methods": [
        {"seen": "June 2026", "method": "Trực tiếp", "time": "1", "fee": "40 Việt Nam Đồng (4.000 đ/đàn)"},
        {"seen": "July 2026", "method": "Trực tiếp", "time": "3 Ngày làm việc", "note": "Nộp buổi sáng"},
        {"seen": "July 2026", "method": "Trực tuyến", "time": "2 ngày"},
        {"seen": "July 2026", "method": "Dịch vụ bưu chính", "time": "3 ngày làm việc"},
    ],
    "steps": "Bước 1: Nộp hồ sơ tại huyện.<br>- Nhận kết quả.\n",
    "results": ["Giấy chứng nhận nuôi ong (Mã: `KQ.1`)"],
    "legal_basis": [{"name": "Luật Mẫu", "number": "01/2020/QH"}, "02/2020/NĐ-CP"],
    "decision": "01/QĐ-MAU",
    "url": "https://example.vn/103",
    "crawled": "2026-07 (crawl; commits 2026-07-17/18)",
}


def csv_file(
    file: Path, rows: Sequence[Sequence[Any]] = ROWS, delimiter: str = ",", encoding: str = "utf-8-sig"
) -> Path:
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in (HEADINGS, *rows)]
    file.write_bytes("\r\n".join(lines).encode(encoding))
    return file


def xlsx_bytes(rows: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Danh mục")
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsx_file(file: Path, rows: Sequence[Sequence[Any]] = ROWS) -> Path:
    title = ("DANH MỤC THỦ TỤC HÀNH CHÍNH XÃ SUỐI MẪU",)
    file.write_bytes(xlsx_bytes([title, (), HEADINGS, *rows]))
    return file


def json_file(file: Path, *records: Any) -> Path:
    file.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    return file
