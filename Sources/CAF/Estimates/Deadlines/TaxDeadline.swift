import Kernel

/// A yearly deadline set by law.
struct TaxDeadline: Sendable {
    let code: String
    let service: Service.Code
    let month: Int
    let day: Int
    /// The first year of the deadline.
    let since: Int
    /// Whether a Saturday, a Sunday or a holiday moves it to the next working day.
    let moves: Bool
    let title: LocalizedText
    let source: String

    init(
        _ code: String,
        _ service: Service.Code,
        _ month: Int,
        _ day: Int,
        since: Int = 2021,
        moves: Bool = true,
        _ title: LocalizedText,
        _ source: String
    ) {
        self.code = code
        self.service = service
        self.month = month
        self.day = day
        self.since = since
        self.moves = moves
        self.title = title
        self.source = source
    }

    func nominal(in year: Int) -> CivilDate? { CivilDate(year, month, day) }
}

extension TaxDeadline {
    /// The years that the law in force covers; other years are refused.
    static let years = 2021...2030
    /// The day of the law in this table.
    static let lawAsOf = CivilDate(2026, 11, 1) ?? .placeholder

    // swift-format-ignore
    static let table: [TaxDeadline] = [
        TaxDeadline("730.precompiled",      .modello730, 4, 30, moves: false, ["en": "The pre-filled return is available", "it": "È disponibile la dichiarazione precompilata"], "D.Lgs. 175/2014 art. 1"),
        TaxDeadline("730.window_1",         .modello730, 6, 15, ["en": "The CAF sends the returns received by 31 May", "it": "Il CAF trasmette i 730 ricevuti entro il 31 maggio"], "D.M. 164/1999 art. 16"),
        TaxDeadline("imu.advance",          .imu,        6, 16, ["en": "IMU: advance or single payment", "it": "IMU: acconto o unica soluzione"], "L. 160/2019 art. 1 c. 762"),
        TaxDeadline("730.window_2",         .modello730, 6, 29, ["en": "The CAF sends the returns received from 1 to 20 June", "it": "Il CAF trasmette i 730 ricevuti dal 1° al 20 giugno"], "D.M. 164/1999 art. 16"),
        TaxDeadline("imu.declaration",      .imu,        6, 30, ["en": "IMU: declaration of last year's changes", "it": "IMU: dichiarazione delle variazioni dell'anno precedente"], "L. 160/2019 art. 1 c. 769"),
        TaxDeadline("730.window_3",         .modello730, 7, 23, ["en": "The CAF sends the returns received from 21 June to 15 July", "it": "Il CAF trasmette i 730 ricevuti dal 21 giugno al 15 luglio"], "D.M. 164/1999 art. 16"),
        TaxDeadline("730.window_4",         .modello730, 9, 15, ["en": "The CAF sends the returns received from 16 July to 31 August", "it": "Il CAF trasmette i 730 ricevuti dal 16 luglio al 31 agosto"], "D.M. 164/1999 art. 16"),
        TaxDeadline("730.window_5",         .modello730, 9, 30, ["en": "The CAF sends the returns received in September", "it": "Il CAF trasmette i 730 ricevuti a settembre"], "D.M. 164/1999 art. 16"),
        TaxDeadline("730.supplementary",    .modello730, 10, 25, ["en": "Supplementary 730 submitted to the CAF", "it": "730 integrativo consegnato al CAF"], "D.M. 164/1999 art. 14"),
        TaxDeadline("imu.rates_published",  .imu,        10, 28, moves: false, ["en": "Rates published by this date apply to the balance", "it": "Le aliquote pubblicate entro questa data valgono per il saldo"], "L. 160/2019 art. 1 c. 767"),
        TaxDeadline("pf.sending",           .modelloPF,  10, 31, since: 2024, ["en": "Transmission of the Modello Redditi PF", "it": "Invio del modello Redditi PF"], "D.Lgs. 1/2024 art. 11"),
        TaxDeadline("730.supplementary_sent", .modello730, 11, 10, ["en": "The CAF sends the supplementary 730", "it": "Il CAF trasmette il 730 integrativo"], "D.M. 164/1999 art. 16"),
        TaxDeadline("imu.balance",          .imu,        12, 16, ["en": "IMU: balance", "it": "IMU: saldo"], "L. 160/2019 art. 1 c. 762"),
        TaxDeadline("isee.expiry",          .isee,       12, 31, moves: false, ["en": "This year's DSU expires", "it": "Scade la DSU dell'anno"], "D.P.C.M. 159/2013 art. 10 c. 1"),
    ]
}
