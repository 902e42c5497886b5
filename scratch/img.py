import gzip,glob,csv,numpy as np,os,sys
KEPT=40;NB=4
def load(f):
    d={}
    for r in csv.reader(gzip.open(f,'rt')):
        if r[0]=='t':continue
        d.setdefault(r[1],{})[int(r[0])]=(float(r[2] or 'nan'),float(r[3] or 'nan'))
    ts=sorted(set(d['wal_records_per_commit'])&set(d['wal_fpi_share'])&set(d['wal_bytes_per_commit'])&set(d['image_bytes_per_commit']))
    R=np.array([d['wal_records_per_commit'][t][0] for t in ts]);C=np.array([d['wal_records_per_commit'][t][1] for t in ts])
    F=np.array([d['wal_fpi_share'][t][0] for t in ts])
    B=np.array([d['wal_bytes_per_commit'][t][0]+d['image_bytes_per_commit'][t][0] for t in ts])
    return R,C,F,B
def wmed(s,w):
    o=np.argsort(s);s=s[o];w=w[o];c=np.cumsum(w);i=np.searchsorted(c,c[-1]/2);return s[min(i,len(s)-1)]
def wq(s,w,q):
    o=np.argsort(s);s=s[o];w=w[o];c=np.cumsum(w);i=np.searchsorted(c,c[-1]*q);return s[min(i,len(s)-1)]
def slopes(R,F,B,lo,hi,maxd=0.1):
    f=F[lo:hi]/R[lo:hi];b=B[lo:hi]/R[lo:hi]
    S=[];W=[]
    for k in range(1,NB+1):
        d=f[k:]-f[:-k];e=b[k:]-b[:-k]
        m=d!=0
        S.append(e[m]/d[m]);W.append(np.minimum(maxd,np.abs(d[m]))**2)
    return np.concatenate(S),np.concatenate(W)
def current(R,F,B):
    b=7000.;out=[]
    for n in range(len(R)):
        lo=max(0,n+1-KEPT)
        if F[lo:n+1].any():
            S,W=slopes(R,F,B,lo,n+1)
            w=max(3*.01,.5*W.sum())
            b=min(8300,max(50,wmed(np.append(S,b),np.append(W,w))))
        out.append(b)
    return np.array(out)
def new(R,F,B,prior=(7000.,1500.),kept=60):
    out=[];se=[]
    for n in range(len(R)):
        lo=max(0,n+1-kept)
        b,s=prior
        if F[lo:n+1].any() and n-lo>=2:
            S,W=slopes(R,F,B,lo,n+1)
            if len(S):
                m=wmed(S,W);sp=(wq(S,W,.75)-wq(S,W,.25))/1.35
                neff=W.sum()**2/(W**2).sum()/NB*2
                e=max(sp/np.sqrt(max(1,neff))*1.25*1.5,10)
                pw=1/prior[1]**2;ew=1/e**2
                if neff>=2:
                    b=(prior[0]*pw+m*ew)/(pw+ew);s=(pw+ew)**-.5
        out.append(min(8300,max(50,b)));se.append(s)
    return np.array(out),np.array(se)
def score(R,C,F,B,b):
    rest=np.maximum(0,B-b*F)/R
    lev=np.array([np.median(rest[max(0,i-20):i+21]) for i in range(len(rest))])
    dev=np.abs(rest/lev-1)
    hi=F/R>np.quantile(F/R,.75)
    return np.median(dev[hi]),np.mean(dev[hi]>.03),np.mean(dev>.03)
if __name__=='__main__':
    for f in sorted(glob.glob('/work/main/deploy/local/src/main/resources/noise/*.gz')):
        R,C,F,B=load(f)
        a=current(R,F,B);n,s=new(R,F,B)
        print(os.path.basename(f)[:18].ljust(18),'img share %.2f'%(np.sum(a*F)/B.sum()),'cur b %5.0f..%5.0f'%(a.min(),a.max()),['%.3f'%x for x in score(R,C,F,B,a)],'new %5.0f..%5.0f se %.0f'%(n[10:].min(),n[10:].max(),np.median(s)),['%.3f'%x for x in score(R,C,F,B,n)])
