//! Charts as they come at their worst: every kind with few and many rows, short and endless names,
//! zeros and billions, in both languages and every format.

use redtape::results::{
    Cell, ChartKind, ChartSpec, Column, Format, Mark, Message, Part, Table, Token, Unit,
};
use redtape::words::Language;

pub struct Case {
    pub name: String,
    pub table: Table,
    pub spec: ChartSpec,
    pub language: Language,
}

/// Which names and values a case has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stress {
    /// Names and values as studies have them.
    Usual,
    /// Names of three letters, every value zero.
    Zero,
    /// Names of 120 letters, values up to a billion.
    Huge,
}

const STEPS: [&str; 12] = [
    "Tiếp nhận hồ sơ",
    "Phân công xử lý",
    "Thẩm định hồ sơ",
    "Lấy ý kiến phòng chuyên môn",
    "Xác minh thực địa",
    "Trình lãnh đạo phòng",
    "Lãnh đạo phòng duyệt",
    "Trình lãnh đạo Sở ký",
    "ẨM THỰC, KHIỄN, ĐẶT CHỖ",
    "Văn thư vào sổ, đóng dấu",
    "Chuyển trả bộ phận một cửa",
    "Trả kết quả cho người dân và doanh nghiệp",
];

const AGENCIES: [&str; 6] = [
    "Sở Xây dựng",
    "Sở Tư pháp",
    "Sở Nông nghiệp và Môi trường",
    "UBND phường Bến Nghé",
    "UBND xã Ẩm Đặng",
    "Chi nhánh Văn phòng Đăng ký đất đai",
];

/// A number between 0 and 1 that differs from row to row.
fn mixed(i: usize, salt: u32) -> f64 {
    let i = u32::try_from(i).unwrap_or(0);
    let hash = i.wrapping_mul(2_654_435_761).wrapping_add(salt.wrapping_mul(40_503)) >> 8;
    f64::from(hash % 10_000) / 10_000.0
}

fn name(i: usize, stress: Stress) -> String {
    let usual = STEPS[i % STEPS.len()];
    match stress {
        Stress::Usual if i < STEPS.len() => usual.to_owned(),
        Stress::Usual => format!("{usual} {}", i / STEPS.len() + 1),
        Stress::Zero => format!("Ặ{i:02}"),
        Stress::Huge => {
            let text =
                format!("{i} {}", "Nghiệm thu công trình xây dựng ĐẶC BIỆT, thửa đất Ễ ".repeat(4));
            text.chars().take(120).collect()
        }
    }
}

fn value(i: usize, salt: u32, stress: Stress) -> f64 {
    match stress {
        Stress::Usual => 28_800.0 * (0.3 + 9.0 * mixed(i, salt)),
        Stress::Zero => 0.0,
        Stress::Huge if i.is_multiple_of(5) => 0.0,
        Stress::Huge => 1e9 * mixed(i, salt),
    }
}

fn column(name: &str, unit: Unit) -> Column {
    Column { name: name.to_owned(), unit, decimals: 1 }
}

fn table(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Table {
    Table { name: "cases".to_owned(), title: Message::new("cases"), columns, rows, suppressed: 0 }
}

pub fn bars(rows: usize, stress: Stress) -> (Table, ChartKind) {
    let columns = vec![
        column("step", Unit::Text),
        column("wait", Unit::WorkSeconds),
        column("service", Unit::WorkSeconds),
        column("dossiers", Unit::Count),
    ];
    let row = |i| {
        vec![
            Cell::Text(name(i, stress)),
            Cell::Float(value(i, 1, stress)),
            Cell::Float(value(i, 2, stress) / 3.0),
            Cell::Int(1_000 + i64::try_from(i * 37).unwrap_or(0)),
        ]
    };
    let part = |column: &str, token| Part { column: column.to_owned(), token };
    let kind = ChartKind::StackedBars {
        label: "step".to_owned(),
        parts: vec![part("wait", Token::Wait), part("service", Token::Service)],
        n: Some("dossiers".to_owned()),
        reference: None,
        low: None,
        high: None,
        hollow: false,
    };
    (table(columns, (0..rows).map(row).collect()), kind)
}

/// One part with a whisker and a reference tick.
pub fn savings(rows: usize, stress: Stress) -> (Table, ChartKind) {
    let columns = vec![
        column("title", Unit::Text),
        column("saving", Unit::WorkDaysPerYear),
        column("low", Unit::WorkDaysPerYear),
        column("high", Unit::WorkDaysPerYear),
        column("plan", Unit::WorkDaysPerYear),
        column("dossiers", Unit::Count),
    ];
    let row = |i| {
        let v = value(i, 3, stress) / 800.0;
        vec![
            Cell::Text(name(i, stress)),
            Cell::Float(v),
            Cell::Float(v * 0.7 - 4.0),
            Cell::Float(v * 1.4),
            if i % 3 == 0 { Cell::Null } else { Cell::Float(v * 1.2) },
            Cell::Int(120),
        ]
    };
    let kind = ChartKind::StackedBars {
        label: "title".to_owned(),
        parts: vec![Part { column: "saving".to_owned(), token: Token::Gain }],
        n: Some("dossiers".to_owned()),
        reference: Some("plan".to_owned()),
        low: Some("low".to_owned()),
        high: Some("high".to_owned()),
        hollow: false,
    };
    (table(columns, (0..rows).map(row).collect()), kind)
}

/// Three hollow parts, shares.
pub fn hollow(rows: usize, stress: Stress) -> (Table, ChartKind) {
    let columns = vec![
        column("agency", Unit::Text),
        column("wait", Unit::Share),
        column("paused", Unit::Share),
        column("overdue", Unit::Share),
    ];
    let share = |i, salt| match stress {
        Stress::Zero => 0.0,
        _ => 0.3 * mixed(i, salt),
    };
    let row = |i| {
        let mut cells = vec![Cell::Text(name(i, stress))];
        cells.extend((4..7).map(|salt| Cell::Float(share(i, salt))));
        cells
    };
    let part = |column: &str, token| Part { column: column.to_owned(), token };
    let kind = ChartKind::StackedBars {
        label: "agency".to_owned(),
        parts: vec![
            part("wait", Token::Wait),
            part("paused", Token::Paused),
            part("overdue", Token::Overdue),
        ],
        n: None,
        reference: None,
        low: None,
        high: None,
        hollow: true,
    };
    (table(columns, (0..rows).map(row).collect()), kind)
}

pub fn heat(rows: usize, across: usize, stress: Stress) -> (Table, ChartKind) {
    let columns = vec![
        column("step", Unit::Text),
        column("agency", Unit::Text),
        column("delay", Unit::WorkSeconds),
    ];
    let agency = |j: usize| match stress {
        Stress::Usual if j < AGENCIES.len() => AGENCIES[j].to_owned(),
        _ => name(j, stress),
    };
    let mut cells = Vec::new();
    for i in 0..rows {
        for j in 0..across {
            if stress == Stress::Usual && (i + j) % 7 == 3 {
                continue;
            }
            let v = value(i * across + j, 5, stress);
            cells.push(vec![Cell::Text(name(i, stress)), Cell::Text(agency(j)), Cell::Float(v)]);
        }
    }
    let kind = ChartKind::HeatMap {
        row: "step".to_owned(),
        column: "agency".to_owned(),
        value: "delay".to_owned(),
    };
    (table(columns, cells), kind)
}

pub fn curves(series: usize, stress: Stress) -> (Table, ChartKind) {
    let columns = vec![
        column("quarter", Unit::Text),
        column("day", Unit::WorkDays),
        column("open", Unit::Share),
        column("low", Unit::Share),
        column("high", Unit::Share),
    ];
    let mut rows = Vec::new();
    for s in 0..series {
        let label = match stress {
            Stress::Usual => format!("Quý {}/{}", s % 4 + 1, 2022 + s / 4),
            _ => name(s, stress),
        };
        let reach = match stress {
            Stress::Usual => 40,
            Stress::Zero => 1,
            Stress::Huge => 30,
        };
        let rate = 0.04 + 0.01 * f64::from(u32::try_from(s % 9).unwrap_or(0));
        for x in 0..reach {
            let x = f64::from(x);
            let y = (-rate * x).exp();
            let day = if stress == Stress::Huge { x * 4e7 } else { x };
            let half = 0.02 + 0.001 * x;
            rows.push(vec![
                Cell::Text(label.clone()),
                Cell::Float(day),
                Cell::Float(y),
                Cell::Float((y - half).max(0.0)),
                Cell::Float((y + half).min(1.0)),
            ]);
        }
    }
    let [series, x, y, low, high] = ["quarter", "day", "open", "low", "high"].map(str::to_owned);
    (table(columns, rows), ChartKind::Curves { series, x, y, low, high })
}

pub fn histogram(bins: usize, stress: Stress) -> (Table, ChartKind) {
    let columns = vec![
        column("from", Unit::WorkDays),
        column("to", Unit::WorkDays),
        column("closed", Unit::Count),
        column("open", Unit::Count),
    ];
    let first = -i32::try_from(bins / 2).unwrap_or(0);
    let row = |i: usize| {
        let from = f64::from(first + i32::try_from(i).unwrap_or(0));
        let closed = match stress {
            Stress::Usual => 1_500.0 * (-0.02 * from * from).exp() + 40.0 * mixed(i, 8),
            other => value(i, 8, other),
        };
        let last = i + 1 == bins && bins > 2;
        vec![
            Cell::Float(from),
            if last { Cell::Null } else { Cell::Float(from + 1.0) },
            Cell::Float(closed.round()),
            Cell::Float((closed * 0.2 * mixed(i, 9)).round()),
        ]
    };
    let mark = match stress {
        Stress::Huge => "Ngày hẹn trả kết quả ghi trên giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        _ => "Ngày hẹn trả",
    };
    let kind = ChartKind::Histogram {
        from: "from".to_owned(),
        to: "to".to_owned(),
        count: "closed".to_owned(),
        open: Some("open".to_owned()),
        mark: Some(Mark { at: 0.0, name: Message::new(mark) }),
    };
    (table(columns, (0..bins).map(row).collect()), kind)
}

/// Bins of unequal width without a mark or open dossiers: ages.
pub fn ages() -> (Table, ChartKind) {
    let columns = vec![
        column("from", Unit::WallDays),
        column("to", Unit::WallDays),
        column("dossiers", Unit::Count),
    ];
    let ends = [0.0, 5.0, 10.0, 20.0, 30.0, 60.0, 90.0, 180.0];
    let mut rows: Vec<Vec<Cell>> = ends
        .windows(2)
        .enumerate()
        .map(|(i, w)| {
            let count = (900.0 * mixed(i, 2)).round();
            vec![Cell::Float(w[0]), Cell::Float(w[1]), Cell::Float(count)]
        })
        .collect();
    rows.push(vec![Cell::Float(180.0), Cell::Null, Cell::Float(87.0)]);
    let kind = ChartKind::Histogram {
        from: "from".to_owned(),
        to: "to".to_owned(),
        count: "dossiers".to_owned(),
        open: None,
        mark: None,
    };
    (table(columns, rows), kind)
}

pub fn path(steps: usize, stress: Stress) -> (Table, ChartKind) {
    let (mut table, _) = bars(steps, stress);
    if let Some(cell) = table.rows.first_mut().and_then(|row| row.get_mut(1)) {
        *cell = Cell::Null;
    }
    let [label, wait, service, n] = ["step", "wait", "service", "dossiers"].map(str::to_owned);
    (table, ChartKind::Path { label, wait, service, n })
}

/// From one share to another by steps; the last row is where they lead.
pub fn bridge(rows: usize, stress: Stress) -> (Table, ChartKind) {
    let columns = vec![
        column("rule", Unit::Text),
        column("points", Unit::Points),
        column("share", Unit::Share),
        column("low", Unit::Share),
        column("high", Unit::Share),
        column("changed", Unit::Count),
    ];
    let step = |i| match stress {
        Stress::Zero => 0.0,
        Stress::Usual => 8.0 * (mixed(i, 10) - 0.7),
        Stress::Huge => 1e9 * (mixed(i, 10) - 0.5),
    };
    let mut at = 0.976;
    let row = |i| {
        let level = i == 0 || i + 1 == rows;
        if !level {
            at += step(i) / 100.0;
        }
        let name = match stress {
            Stress::Usual if i == 0 => "Theo cách tính báo cáo (n = 12.345)".to_owned(),
            _ => name(i, stress),
        };
        vec![
            Cell::Text(name),
            if level { Cell::Null } else { Cell::Float(step(i)) },
            Cell::Float(at),
            if level { Cell::Float(at - 0.012) } else { Cell::Null },
            if level { Cell::Float(at + 0.009) } else { Cell::Null },
            if level { Cell::Null } else { Cell::Int(i64::try_from(i * 137).unwrap_or(0)) },
        ]
    };
    let kind = ChartKind::Bridge {
        label: "rule".to_owned(),
        level: "share".to_owned(),
        step: "points".to_owned(),
        low: "low".to_owned(),
        high: "high".to_owned(),
        count: "changed".to_owned(),
    };
    (table(columns, (0..rows).map(row).collect()), kind)
}

pub fn spec(kind: ChartKind, format: Format, stress: Stress) -> ChartSpec {
    let (title, subtitle, note) = match stress {
        Stress::Huge => (
            "ĐẶC BIỆT: MỘT NỬA THỜI GIAN CHỜ Ễ Ẩ Ặ là ở trước khi lãnh đạo cơ quan ký duyệt kết quả, \
             và phần lớn phần còn lại nằm ở khâu lấy ý kiến của các phòng chuyên môn, rất lâu",
            "Thời gian làm việc trung bình theo bước, hồ sơ tiếp nhận từ 01/01/2023 đến 31/12/2023 \
             của mười thủ tục, kể cả hồ sơ chưa giải quyết xong; n = 1.234.567",
            "Nguồn: du_lieu/ho_so_quy_3_nam_2023_xuat_ngay_02_10_2023_tu_he_thong_mot_cua_dien_tu.csv; \
             kỳ 01/01/2023–31/12/2023; tính đến 31/10/2023; redtape 0.1.0; bỏ 312 dòng không đọc được",
        ),
        _ => (
            "Một nửa thời gian chờ là ở trước khi ký",
            "Thời gian trung bình theo bước, 01/01/2023–31/12/2023; n = 1.234",
            "Nguồn: ho_so.csv; tính đến 31/10/2023; redtape 0.1.0",
        ),
    };
    ChartSpec {
        name: "case".to_owned(),
        table: "cases".to_owned(),
        kind,
        format,
        title: Message::new(title),
        subtitle: Message::new(subtitle),
        note: Message::new(note),
        alt: Message::new("Biểu đồ \"thử\" <1 & 2>"),
    }
}

/// A kind of chart of so many rows.
type Maker = fn(usize, Stress) -> (Table, ChartKind);

const MAKERS: [(&str, Maker); 8] = [
    ("bridge", bridge),
    ("bars", bars),
    ("savings", savings),
    ("hollow", hollow),
    ("heat", |rows, stress| heat(rows, rows.min(20), stress)),
    ("curves", curves),
    ("histogram", histogram),
    ("path", path),
];

/// Every case that is looked at.
pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    let formats = [("column", Format::Column), ("page", Format::Page), ("slide", Format::Slide)];
    for (kind_name, make) in MAKERS {
        for rows in [0, 1, 12, 60] {
            for stress in [Stress::Usual, Stress::Zero, Stress::Huge] {
                for (format_name, format) in formats {
                    let language = if stress == Stress::Zero { Language::En } else { Language::Vi };
                    let (table, kind) = make(rows, stress);
                    let name =
                        format!("{kind_name}-{rows}-{stress:?}-{format_name}").to_lowercase();
                    cases.push(Case { name, table, spec: spec(kind, format, stress), language });
                }
            }
        }
    }
    for (format_name, format) in formats {
        let (table, kind) = ages();
        let spec = spec(kind, format, Stress::Usual);
        let name = format!("ages-{format_name}");
        cases.push(Case { name, table, spec, language: Language::En });
    }
    cases
}
