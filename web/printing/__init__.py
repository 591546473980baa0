from web.printing.certificate import CertificatePage, certificate_pdf

__all__ = ["CertificatePage", "certificate_pdf"]
