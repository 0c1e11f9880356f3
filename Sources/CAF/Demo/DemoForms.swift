/// The sections of the demo's requests, as in a customer's requests to the API.
enum DemoForms {
    static let family =
        """
        [{"first_name": "Paolo", "last_name": "Verdi", "codice_fiscale": "VRDPLA83A15H501G", "relationship": "spouse",
          "birth_date": "1983-01-15", "sex": "M", "birthplace_code": "H501"},
         {"first_name": "Sofia", "last_name": "Verdi", "codice_fiscale": "VRDSFO14L48H501A", "relationship": "child",
          "birth_date": "2014-07-08", "sex": "F", "birthplace_code": "H501", "is_dependent": true},
         {"first_name": "Matteo", "last_name": "Verdi", "codice_fiscale": "VRDMTT18T03H501Y", "relationship": "child",
          "birth_date": "2018-12-03", "sex": "M", "birthplace_code": "H501", "is_dependent": true, "has_disability": true}]
        """

    static let isee =
        """
        {"nucleo_familiare": [
            {"codice_fiscale": "RSSGLI85D52H501N", "first_name": "Giulia", "last_name": "Rossi",
             "birth_date": "1985-04-12", "relationship": "declarant", "worked_six_months": true},
            {"codice_fiscale": "VRDPLA83A15H501G", "first_name": "Paolo", "last_name": "Verdi",
             "birth_date": "1983-01-15", "relationship": "spouse", "worked_six_months": true},
            {"codice_fiscale": "VRDSFO14L48H501A", "first_name": "Sofia", "last_name": "Verdi",
             "birth_date": "2014-07-08", "relationship": "child"},
            {"codice_fiscale": "VRDMTT18T03H501Y", "first_name": "Matteo", "last_name": "Verdi",
             "birth_date": "2018-12-03", "relationship": "child", "has_disability": true}],
         "abitazione": {"title": "rented",
            "address": {"street": "Via Tuscolana 120", "city": "Roma", "postal_code": "00182", "province": "RM"},
            "lease": {"registration_number": "12345/3T", "registration_office": "Roma 5", "registered_on": "2023-09-01",
                      "annual_rent_cents": 960000}},
         "redditi": [
            {"codice_fiscale": "RSSGLI85D52H501N", "kind": "employment", "amount_cents": 3000000, "year": 2024},
            {"codice_fiscale": "VRDPLA83A15H501G", "kind": "employment", "amount_cents": 1200000, "year": 2024},
            {"codice_fiscale": "VRDSFO14L48H501A", "kind": "none", "amount_cents": 0, "year": 2024},
            {"codice_fiscale": "VRDMTT18T03H501Y", "kind": "none", "amount_cents": 0, "year": 2024}],
         "patrimonio_mobiliare": [
            {"codice_fiscale": "RSSGLI85D52H501N", "kind": "current_account", "intermediary": "Banca del Lavoro",
             "iban": "IT60X0542811101000000123456", "balance_cents": 1800000, "average_balance_cents": 1500000}],
         "veicoli": [
            {"codice_fiscale": "VRDPLA83A15H501G", "kind": "car", "plate": "FG123HJ", "power_kw": 70}],
         "disabilita": [
            {"codice_fiscale": "VRDMTT18T03H501Y", "degree": "medium", "certified_by": "INPS Roma",
             "certificate_number": "2022/4471", "certified_on": "2022-05-10"}]}
        """

    static let imu = imu(
        of: "RSSGLI85D52H501N",
        "Giulia",
        "Rossi",
        city: "Anzio",
        code: "A323",
        province: "RM"
    )

    static let imuOfLuca = imu(
        of: "BNCLCU78P03F205I",
        "Luca",
        "Bianchi",
        city: "Como",
        code: "C933",
        province: "CO"
    )

    private static func imu(
        of taxpayer: String,
        _ firstName: String,
        _ lastName: String,
        city: String,
        code: String,
        province: String
    ) -> String {
        """
        {"dati_contribuente": {"codice_fiscale": "\(taxpayer)", "first_name": "\(firstName)", "last_name": "\(lastName)",
            "residence": {"street": "Via Roma 1", "city": "\(city)", "postal_code": "00042", "province": "\(province)"}},
         "immobili": [{"label": "seconda casa", "kind": "building",
            "address": {"street": "Via del Mare 4", "city": "\(city)", "postal_code": "00042", "province": "\(province)"},
            "cadastral_reference": {"municipality_code": "\(code)", "sheet": "12", "parcel": "345", "subunit": "6"},
            "category": "A/3", "rendita_cents": 72304, "share_basis_points": 5000, "months_held": 12}],
         "utilizzo_immobile": {"uses": [{"property": "seconda casa", "kind": "available"}]}}
        """
    }

    static let draft730 =
        """
        {"redditi": {"cu": [{"payer_name": "Comune di Roma", "payer_tax_code": "00743110157", "year": 2025,
            "kind": "employment", "gross_cents": 3050000, "withheld_cents": 640000, "working_days": 365}]}}
        """

    static let modello730 =
        """
        {"dati_anagrafici": {"codice_fiscale": "BNCLCU78P03F205I", "first_name": "Luca", "last_name": "Bianchi",
            "birth_date": "1978-09-03", "sex": "M", "birthplace_code": "F205", "marital_status": "single",
            "residence": {"street": "Corso Buenos Aires 8", "city": "Milano", "postal_code": "20124", "province": "MI"},
            "withholding_agent": {"name": "Officine Lombarde S.r.l.", "tax_code": "01234567897"}},
         "redditi": {"cu": [{"payer_name": "Officine Lombarde S.r.l.", "payer_tax_code": "01234567897", "year": 2025,
            "kind": "employment", "gross_cents": 2840000, "withheld_cents": 560000, "working_days": 365}]},
         "spese_sanitarie": [{"kind": "medicine", "amount_cents": 18450, "is_traceable": true}]}
        """
}
