import Kernel
import Platform
import Store

/// The documents of the demo's customers: small PDFs that show their category.
struct DemoDocuments: Sendable {
    private let files: [(category: DocumentCategory, file: ReceivedFile)]

    /// Every mandatory document that the answers of `new` call for.
    static func make(for new: NewServiceRequest, at site: Site) async throws -> DemoDocuments {
        let form = new.service.service.form
        let answers = try Sections.none.changed(by: new.sections ?? [:], in: form).typed(as: form)
        var files: [(DocumentCategory, ReceivedFile)] = []
        for item in answers.checklist(in: [.italian]) where item.isMandatory {
            try await files.append((item.category, make(item.category, at: site)))
        }
        return DemoDocuments(files: files)
    }

    private static func make(_ category: DocumentCategory, at site: Site) async throws -> ReceivedFile {
        let bytes = pdf(category.rawValue)
        return try await Files.make("\(category.rawValue).pdf", .pdf, at: site) { file in
            try await file.append(bytes)
        }
    }

    func attach(to request: ServiceRequest, by call: Call, _ tx: borrowing Tx) throws {
        for (category, file) in files {
            let new = NewDocument(requestId: request.id, category: category)
            _ = try Document.add(file, as: new, to: request, by: call, tx)
        }
    }

    func documents(of request: ServiceRequest, _ tx: borrowing Tx) throws -> [Document] {
        try tx.all(
            """
            SELECT \(Document.columns) FROM \(Document.source) WHERE d.request_id = \(request.id) ORDER BY d.id
            """
        )
    }

    func abandon(at site: Site) async throws {
        for (_, file) in files { try await Files.abandon(file, at: site) }
    }
}

extension DemoDocuments {
    /// One page with a line of text.
    static func pdf(_ text: String) -> [UInt8] {
        let page = "BT /F1 24 Tf 72 720 Td (\(text)) Tj ET"
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            """
            << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
            /Resources << /Font << /F1 5 0 R >> >> >>
            """,
            "<< /Length \(page.utf8.count) >>\nstream\n\(page)\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        var file = "%PDF-1.4\n"
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let offset = String(file.utf8.count)
            table += String(repeating: "0", count: 10 - offset.count) + offset + " 00000 n \n"
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        let trailer = "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array((file + table + trailer).utf8)
    }
}
