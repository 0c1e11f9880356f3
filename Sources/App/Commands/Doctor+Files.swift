import Kernel
import Platform
import Web

extension Doctor {
    /// Asks the storage for a missing file, and the scanner for a verdict on an empty one.
    func examineFiles(
        of product: ProductDefinition,
        _ configuration: Configuration,
        _ report: inout Report
    ) async {
        let room = configuration.files(of: product.name, over: HTTPCaller())
        do {
            _ = try await room.storage.size(of: ObjectKey(.new(at: WallClock.now())))
            report.good(product.name, "the file storage answers")
        } catch {
            report.bad(product.name, "the file storage failed: \(error)")
        }
        if room.renderer.path == nil {
            report.hint(
                product.name,
                "pdftocairo is missing, so PDFs with forms or scripts have no safe copy for viewing; install poppler-utils"
            )
        }
        guard let scanner = room.scanner else {
            report.hint(
                product.name,
                "no virus scanner is configured, so every file counts as clean; set PORTICO_CLAMD"
            )
            return
        }
        do {
            _ = try await scanner.scan { take in try await take(Array("nothing".utf8)) }
            report.good(product.name, "the virus scanner answers")
        } catch {
            report.bad(product.name, "the virus scanner failed: \(error)")
        }
    }
}
