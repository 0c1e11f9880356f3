import Kernel
import Store

/// A type of file whose content the platform can check.
package enum MediaType: String, Codable, Sendable, CaseIterable, SQLValueConvertible {
    /// A PDF document.
    case pdf = "application/pdf"
    /// A JPEG image.
    case jpeg = "image/jpeg"
    /// A PNG image.
    case png = "image/png"
    /// A WebP image.
    case webp = "image/webp"
    /// A HEIC or HEIF image, as iPhones take them.
    case heic = "image/heic"
    /// A TIFF image.
    case tiff = "image/tiff"
    /// A Word document.
    case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    /// An Excel workbook.
    case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    /// A PowerPoint presentation.
    case pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    /// An MP3 recording.
    case mp3 = "audio/mpeg"
    /// An AAC recording in an MPEG-4 container, as iPhones make it.
    case m4a = "audio/mp4"
    /// An Ogg recording, as messengers make it.
    case ogg = "audio/ogg"
    /// A WAV recording.
    case wav = "audio/wav"
    /// A signed envelope (CAdES) around another file, such as `contratto.pdf.p7m`.
    case p7m = "application/pkcs7-mime"
    /// A ZIP archive.
    case zip = "application/zip"
    /// Comma-separated values.
    case csv = "text/csv"
    /// A JSON document.
    case json = "application/json"

    /// The types accepted for documents.
    package static let documents: [MediaType] = [.pdf, .jpeg, .png, .heic, .tiff, .docx, .xlsx, .p7m]

    /// The types of recordings.
    package static let audio: [MediaType] = [.mp3, .m4a, .ogg, .wav]

    /// The types of the files that people may send and others see.
    private static let shown = documents + [.webp]

    /// The common name.
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
        case .pptx: "PowerPoint (PPTX)"
        case .mp3: "MP3"
        case .m4a: "M4A"
        case .ogg: "Ogg"
        case .wav: "WAV"
        case .p7m: "P7M"
        case .zip: "ZIP"
        case .csv: "CSV"
        case .json: "JSON"
        }
    }

    /// File name extensions in lower case, the usual one first.
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
        case .pptx: ["pptx"]
        case .mp3: ["mp3"]
        case .m4a: ["m4a", "m4b"]
        case .ogg: ["ogg", "oga", "opus"]
        case .wav: ["wav"]
        case .p7m: ["p7m"]
        case .zip: ["zip"]
        case .csv: ["csv"]
        case .json: ["json"]
        }
    }

    /// Other media types that clients send for it.
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
        case .mp3: ["audio/mp3", "audio/x-mp3", "audio/x-mpeg"]
        case .m4a: ["audio/x-m4a", "audio/m4a", "audio/aac", "audio/x-m4b"]
        case .ogg: ["application/ogg", "audio/opus", "audio/vorbis"]
        case .wav: ["audio/x-wav", "audio/wave", "audio/vnd.wave"]
        case .webp, .docx, .xlsx, .pptx, .csv, .json: []
        }
    }

    /// Whether browsers show it without running any of its content.
    package var isViewable: Bool {
        switch self {
        case .pdf, .jpeg, .png, .webp, .mp3, .m4a, .ogg, .wav: true
        default: false
        }
    }

    /// The type that a client means by `name`; nil for an unknown name.
    package init?(declared name: String) {
        guard let type = Self.allCases.first(where: { $0.rawValue == name || $0.aliases.contains(name) })
        else { return nil }
        self = type
    }

    /// The type of a file name's extension.
    package init?(endingOf fileName: String) {
        guard let dot = fileName.lastIndex(of: ".") else { return nil }
        let ending = fileName[fileName.index(after: dot)...].lowercased()
        guard let type = Self.allCases.first(where: { $0.endings.contains(ending) }) else { return nil }
        self = type
    }
}

extension MediaType: Described {
    package static var schema: Schema { .enumeration(shown.map(\.rawValue)) }
    package static var placeholder: Self { .pdf }
}
