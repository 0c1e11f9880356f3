import Kernel
import Platform
import Web

extension Doctor {
    /// Asks the storage for a file that is not there, and the scanner for its word on nothing.
    func examineFiles(
        of product: ProductDefinition,
        _ configuration: Configuration,
        _ report: inout Report
    ) async {
        let room = configuration.files(of: product.name, over: HTTPCaller())
        do {
            _ = try await room.storage.size(of: ObjectKey(.new(at: WallClock.now())))
            report.good(product.name, "the storage of files answers")
        } catch {
            report.bad(product.name, "the storage of files: \(error)")
        }
        if room.renderer.path == nil {
            report.hint(
                product.name,
                "no pdftocairo: PDFs with forms or scripts have no copy that is safe to look at; install poppler-utils"
            )
        }
        guard let scanner = room.scanner else {
            report.hint(product.name, "no virus scanner: every file is taken as clean; see PORTICO_CLAMD")
            return
        }
        do {
            _ = try await scanner.scan { take in try await take(Array("nothing".utf8)) }
            report.good(product.name, "the virus scanner answers")
        } catch {
            report.bad(product.name, "the virus scanner: \(error)")
        }
    }
}
