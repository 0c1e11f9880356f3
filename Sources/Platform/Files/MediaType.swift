import Kernel
import Store

/// The kinds of files that the house knows from the inside.
package enum MediaType: String, Codable, Sendable, CaseIterable, SQLValueConvertible {
    case pdf = "application/pdf"
    case jpeg = "image/jpeg"
    case png = "image/png"
    case webp = "image/webp"
    case heic = "image/heic"
    case tiff = "image/tiff"
    case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    /// A signed envelope (CAdES) around another file, as `contratto.pdf.p7m`.
    case p7m = "application/pkcs7-mime"
    case zip = "application/zip"
    case csv = "text/csv"
    case json = "application/json"

    /// What people send when they are asked for papers.
    package static let documents: [MediaType] = [.pdf, .jpeg, .png, .heic, .tiff, .docx, .xlsx, .p7m]

    /// What people call it.
    package var word: String {
        switch self {
        case .pdf: "PDF"
        case .jpeg: "JPEG"
        case .png: "PNG"
        case .webp: "WebP"
        case .heic: "HEIC"
        case .tiff: "TIFF"
        case .docx: "Word (DOCX)"
        case .xlsx: "Excel (XLSX)"
        case .p7m: "P7M"
        case .zip: "ZIP"
        case .csv: "CSV"
        case .json: "JSON"
        }
    }

    /// The usual ending first, in lower case.
    package var endings: [String] {
        switch self {
        case .pdf: ["pdf"]
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .png: ["png"]
        case .webp: ["webp"]
        case .heic: ["heic", "heif"]
        case .tiff: ["tif", "tiff"]
        case .docx: ["docx"]
        case .xlsx: ["xlsx"]
        case .p7m: ["p7m"]
        case .zip: ["zip"]
        case .csv: ["csv"]
        case .json: ["json"]
        }
    }

    /// Other names under which clients send it.
    private var aliases: [String] {
        switch self {
        case .jpeg: ["image/jpg", "image/pjpeg", "image/jpe", "image/jfif"]
        case .png: ["image/x-png", "image/apng"]
        case .heic: ["image/heif", "image/heic-sequence", "image/heif-sequence"]
        case .tiff: ["image/tif", "image/x-tiff", "image/x-tif"]
        case .p7m:
            [
                "application/x-pkcs7-mime", "application/pkcs7-signature", "application/x-pkcs7-signature",
                "application/cms", "application/pkcs7", "application/p7m",
            ]
        case .zip: ["application/x-zip-compressed"]
        case .pdf: ["application/x-pdf", "application/acrobat", "text/pdf", "text/x-pdf"]
        case .webp, .docx, .xlsx, .csv, .json: []
        }
    }

    /// Whether browsers show it by themselves and without running anything of it.
    package var isViewable: Bool {
        switch self {
        case .pdf, .jpeg, .png, .webp: true
        default: false
        }
    }

    /// The type that a client means by `name`; nil when the house does not know it.
    package init?(declared name: String) {
        guard let type = Self.allCases.first(where: { $0.rawValue == name || $0.aliases.contains(name) })
        else { return nil }
        self = type
    }

    /// The type that the ending of a file name stands for.
    package init?(endingOf fileName: String) {
        guard let dot = fileName.lastIndex(of: ".") else { return nil }
        let ending = fileName[fileName.index(after: dot)...].lowercased()
        guard let type = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
        self = type
    }
}

extension MediaType: Described {
    package static var schema: Schema { .enumeration(documents.map(\.rawValue)) }
    package static var placeholder: Self { .pdf }
}
